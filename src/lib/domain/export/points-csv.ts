import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { RulePoints } from '#lib/domain/calibration/whole-points.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { conditionText } from './condition-text.ts';
import { csv } from './csv.ts';
import { ruleNotes } from './rule-notes.ts';

const HEADER = [
	'group',
	'rule',
	'label',
	'field',
	'operator',
	'value',
	'points_today',
	'points_calibrated',
	'points_estimate',
	'points_low',
	'points_high',
	'weight',
	'standard_error',
	'leads',
	'wins',
	'verdict',
	'points_best_card',
	'points_sample_low',
	'points_sample_high',
	'wrong_sign_share',
	'shrunk',
	'points_alone_low',
	'points_alone_high',
	'notes'
];

/** One line a rule: what it looks for, its points today and calibrated, and the evidence; of shrunk points also what the leads say alone; last what the other columns cannot say of the rule. Full precision, decimal point. */
export function pointsCsv(scorecard: Scorecard, calibration: Calibration): string {
	const rules = rulesOf(scorecard);
	const { wholePoints } = calibration;
	const rows = calibration.rules.map((result, r) => {
		const { field, operator, value } = conditionText(rules[r]);
		return [
			result.group,
			result.id,
			result.label,
			field,
			operator,
			value,
			result.points,
			result.calibratedPoints,
			result.pointsEstimate,
			result.pointsCi?.[0] ?? null,
			result.pointsCi?.[1] ?? null,
			result.weight,
			result.standardError,
			result.leads,
			result.wins,
			result.verdict,
			...wholePart(wholePoints.measured ? wholePoints.rules[r] : null),
			result.shrunk ? 'yes' : 'no',
			result.unshrunk?.pointsCi?.[0] ?? null,
			result.unshrunk?.pointsCi?.[1] ?? null,
			ruleNotes(rules[r], scorecard)
		];
	});
	return csv(HEADER, rows);
}

/** Points on the best card, where 95 of 100 bootstrap samples have them, and how many of these have the other sign. */
function wholePart(found: RulePoints | null): (number | null)[] {
	if (!found) return [null, null, null, null];
	return [found.best, found.interval?.[0] ?? null, found.interval?.[1] ?? null, found.signWrong];
}
