import type { Calibration, RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { gainsCurves } from '#lib/charts/gains-curve-facts.ts';
import { rocCurves } from '#lib/charts/roc-curve-facts.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import { workbench } from '#lib/server/workbench.ts';
import { readyCalibration } from '../ready-calibration.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	if (!context.dataset || !context.model) return { found: null };
	const bench = await workbench();
	const { calibration } = await readyCalibration(bench, url);
	return { found: inWords(calibration, locals.locale) };
};

/** A calibration as the page reads it: figures, and a sentence where the server knows the words. */
function inWords(calibration: Calibration, locale: 'en' | 'de') {
	const { fit, evaluation, crossCheck, thresholds, issues, rules } = calibration;
	const why = (part: { measured: boolean }) =>
		'reason' in part ? reasonSentence(part as never, locale) : null;
	const about = (rule: RuleResult) => (issue: Issue) => issue.params.rule === rule.label;
	const refusedRule = (issue: Issue) =>
		rules.some((rule) => rule.refused?.reason === issue.code.slice(5) && about(rule)(issue));
	const warningsOf = (rule: RuleResult) =>
		issues
			.filter(about(rule))
			.filter(({ code }) => code !== 'rule-mostly-missing')
			.map((issue) => sentence(issue, locale));
	return {
		calibration: withoutWeight(calibration),
		verdict: cardVerdictSentence(calibration, locale),
		issues: issues
			.filter((issue) => !refusedRule(issue))
			.map((issue) => ({ severity: issue.severity, text: sentence(issue, locale) })),
		warnings: Object.fromEntries(rules.map((rule) => [rule.id, warningsOf(rule)])),
		refused: {
			fit: why(fit),
			evaluation: why(evaluation),
			crossCheck: why(crossCheck),
			gates: (['mql', 'sql'] as const).flatMap((gate) =>
				(['current', 'calibrated'] as const).flatMap((score) => {
					const text = why(thresholds[score][gate]);
					return text ? [{ gate, score, text }] : [];
				})
			)
		}
	};
}

/** What the page draws, without what only files need. */
function withoutWeight(calibration: Calibration): Calibration {
	const { evaluation } = calibration;
	const light = { ...calibration, covariance: [], linearPredictor: [] };
	if (!evaluation.measured) return light;
	const roc = Object.fromEntries(rocCurves(evaluation).map((curve) => [curve.score, curve.points]));
	const gains = gainsCurves(evaluation).find(({ score }) => score === 'fitted')!.points;
	const { current, fitted, calibrated } = evaluation;
	return {
		...light,
		evaluation: {
			...evaluation,
			current: { ...current, roc: roc.current },
			fitted: { ...fitted, roc: roc.fitted, gains },
			calibrated: { ...calibrated, roc: roc.calibrated }
		}
	};
}
