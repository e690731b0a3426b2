import { issue, type Issue } from '#lib/domain/issue.ts';
import { ruleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** Effect on a score from which a cut is more than a matter of presentation. */
const HALF_A_POINT = 0.5;

/**
 * What the figures of a card do not say as the CRM would: decay that was cut to steps, gates set by grade, leads without a
 * score.
 *
 * @example scoringIssues(card) // [{ code: 'decay-cut', severity: 'info', params: { rule: 'Opened', levels: 80, effect: 0.5 } }]
 */
export function scoringIssues(scorecard: Scorecard): Issue[] {
	const { nothingMatched, thresholds } = scorecard;
	const gates = { MQL: thresholds.mqlGrades, SQL: thresholds.sqlGrades };
	return [
		...rulesOf(scorecard).flatMap((rule) => {
			const levels = ruleLevels(rule);
			if (!levels || levels.step === 0) return [];
			const severity = levels.effect > HALF_A_POINT ? 'warning' : 'info';
			const effect = Number(Math.max(levels.effect, Number.EPSILON).toPrecision(2));
			const params = { rule: rule.label, levels: levels.values.length - 1, effect };
			return [issue('decay-cut', severity, params)];
		}),
		...Object.entries(gates).flatMap(([gate, grades]) =>
			grades ? [issue('gate-by-grade', 'warning', { gate, grades: grades.join(', ') })] : []
		),
		...(nothingMatched === 'no-score' ? [issue('unscored-counted', 'info')] : [])
	];
}
