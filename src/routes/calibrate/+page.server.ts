import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { gainsCurves } from '#lib/charts/gains-curve-facts.ts';
import { rocCurves } from '#lib/charts/roc-curve-facts.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	if (!context.dataset || !context.model) return { found: null };
	const bench = await workbench();
	const { calibration } = await bench.calibration(url);
	return { found: inWords(calibration, locals.locale) };
};

/** A calibration as the page reads it: figures, and a sentence where the server knows the words. */
function inWords(calibration: Calibration, locale: 'en' | 'de') {
	const { fit, evaluation, crossCheck, thresholds, issues, rules } = calibration;
	const why = (part: { measured: boolean }) =>
		'reason' in part ? reasonSentence(part as never, locale) : null;
	return {
		calibration: withoutWeight(calibration),
		verdict: cardVerdictSentence(calibration, locale),
		issues: issues.map((issue) => ({
			severity: issue.severity,
			text: sentence(issue, locale)
		})),
		warnings: Object.fromEntries(
			rules.map((rule) => [
				rule.id,
				issues
					.filter((issue) => issue.params.rule === rule.label && !rule.refused)
					.filter((issue) => issue.code !== 'rule-mostly-missing')
					.map((issue) => sentence(issue, locale))
			])
		),
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
