import type { Calibration, RuleResult } from '#lib/domain/calibration/calibration.ts';
import type { Comparison } from '#lib/domain/calibration/comparison.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import { fitSentences, separatedSentence } from '#lib/charts/fit-sentences.ts';
import { honestySentences } from '#lib/charts/honesty-sentences.ts';
import { gatesInWords } from '#lib/charts/gates-in-words.ts';
import { withLeakage } from '#lib/server/quality.ts';
import { reasonSentence, sentence } from '#lib/server/sentences.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { judgeCriteria } from '#lib/server/usecases/judge-criteria.ts';
import { workbench } from '#lib/server/workbench.ts';
import { readyCalibration } from '../ready-calibration.server.ts';
import type { PageServerLoad } from './$types';
import { lightEvaluation } from './light-evaluation.ts';

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { context } = await parent();
	if (!context.dataset || !context.model) return { found: null, criteria: [] };
	const bench = await workbench();
	const calibrated = await withLeakage(bench, url, await readyCalibration(bench, url));
	const { calibration, scorecard, source } = calibrated;
	const settings = settingsFromUrl(url.searchParams);
	const { engine } = bench.workspace;
	return {
		found: inWords(calibration, locals.locale),
		criteria: await judgeCriteria(engine, source, scorecard, settings)
	};
};

/** A calibration as the page reads it: figures, and a sentence where the server knows the words. */
function inWords(calibration: Calibration, locale: 'en' | 'de') {
	const { fit, evaluation, comparison, crossCheck, issues, rules } = calibration;
	const why = (part: { measured: boolean }) =>
		'reason' in part ? reasonSentence(part as never, locale) : null;
	const about = (rule: RuleResult) => (issue: Issue) => issue.params.rule === rule.label;
	const atItsRule = (issue: Issue) =>
		issue.code !== 'rule-mostly-missing' && rules.some((rule) => about(rule)(issue));
	const warningsOf = (rule: RuleResult) =>
		issues
			.filter(about(rule))
			.filter(atItsRule)
			.map((issue) => sentence(issue, locale));
	return {
		calibration: withoutWeight(calibration),
		verdict: cardVerdictSentence(calibration, locale),
		method: fitSentences(calibration, locale),
		separated: separatedSentence(calibration, locale),
		issues: issues
			// A leak spoils every figure, not one rule: it is said in both places.
			.filter((issue) => !atItsRule(issue) || issue.code.startsWith('rule-leak'))
			.map((issue) => ({ severity: issue.severity, text: sentence(issue, locale) })),
		warnings: Object.fromEntries(rules.map((rule) => [rule.id, warningsOf(rule)])),
		refused: {
			fit: why(fit),
			comparison: {
				evaluation: why(evaluation),
				swapSet: comparison.measured ? why(comparison.swapSet) : null,
				worked: comparison.measured ? whyNotWorked(comparison, why) : null
			},
			points: pointsRefused(calibration, why),
			crossCheck: why(crossCheck),
			published: why(calibration.published)
		},
		gates: gatesInWords(calibration.gates, locale, (refused) => reasonSentence(refused, locale)),
		honesty: honestySentences(calibration, locale, reasonSentence)
	};
}

function pointsRefused(
	{ wholePoints }: Calibration,
	why: (part: { measured: boolean }) => string | null
) {
	if (!wholePoints.measured) return { whole: why(wholePoints), fewest: null, stability: null };
	const { fewest, stability } = wholePoints;
	return { whole: null, fewest: why(fewest), stability: why(stability) };
}

/** Why worked leads say nothing of the leads that newly enter; null where they do. */
function whyNotWorked(
	{ moreWins, worked }: Comparison,
	why: (part: { measured: boolean }) => string | null
): string | null {
	return (moreWins.measured && why(moreWins.asWorked)) || why(worked);
}

function lightPoints(whole: Calibration['wholePoints']): Calibration['wholePoints'] {
	if (!whole.measured) return whole;
	return { ...whole, rules: whole.rules.map((rule) => ({ ...rule, distribution: [] })) };
}

/** What the page draws, without what only files need. */
function withoutWeight(calibration: Calibration): Calibration {
	const { evaluation } = calibration;
	const wholePoints = lightPoints(calibration.wholePoints);
	const light = { ...calibration, wholePoints, covariance: [], linearPredictor: [] };
	if (!evaluation.measured) return light;
	return { ...light, evaluation: lightEvaluation(evaluation) };
}
