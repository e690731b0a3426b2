import type { Group, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Calibration } from './calibration.ts';

/**
 * Today's card with the calibrated points and the gates chosen for them. A rule without calibrated points
 * keeps today's; a gate that could not be measured is left open (null).
 */
export function calibratedScorecard(scorecard: Scorecard, calibration: Calibration): Scorecard {
	const points = new Map(calibration.rules.map((rule) => [rule.id, rule.calibratedPoints]));
	const { mql, sql } = calibration.gates.card;
	return {
		...scorecard,
		groups: scorecard.groups.map((group) => withPoints(group, points)),
		thresholds: {
			mql: mql.measured ? mql.threshold : null,
			sql: sql.measured ? sql.threshold : null
		}
	};
}

function withPoints(group: Group, points: Map<string, number | null>): Group {
	const rules: Rule[] = group.rules.map((rule) => ({
		...rule,
		points: points.get(rule.id) ?? rule.points
	}));
	return { ...group, rules };
}
