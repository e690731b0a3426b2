import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { conditionText } from './condition-text.ts';
import { csv } from './csv.ts';

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
	'verdict'
];

/** One line a rule: what it looks for, its points today and calibrated, and the evidence. Full precision, decimal point. */
export function pointsCsv(scorecard: Scorecard, calibration: Calibration): string {
	const rules = rulesOf(scorecard);
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
			result.verdict
		];
	});
	return csv(HEADER, rows);
}
