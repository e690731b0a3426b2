import { rulesOf, type Group, type Rule, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Calibration } from './calibration.ts';

/**
 * Today's card with the calibrated points and the gates chosen for them. A rule without calibrated points
 * keeps today's; a gate that could not be measured is left open (null). A published table promises something for today's
 * scores only: other points have none until one is published for them; re-scaled where the verdict says so.
 */
export function calibratedScorecard(scorecard: Scorecard, calibration: Calibration): Scorecard {
	const points = new Map(calibration.rules.map((rule) => [rule.id, rule.calibratedPoints]));
	const { mql, sql } = calibration.gates.card;
	const { published: _, ...rest } = scorecard;
	const published = publishedFor(scorecard, points, calibration);
	return {
		...rest,
		...(published ? { published } : {}),
		groups: scorecard.groups.map((group) => withPoints(group, points)),
		thresholds: {
			mql: mql.measured ? mql.threshold : null,
			sql: sql.measured ? sql.threshold : null
		}
	};
}

function publishedFor(
	scorecard: Scorecard,
	points: Map<string, number | null>,
	{ published, verdict }: Calibration
): Scorecard['published'] {
	const isSame = rulesOf(scorecard).every(
		(rule) => rule.points === (points.get(rule.id) ?? rule.points)
	);
	if (!isSame) return undefined;
	if (verdict.verdict !== 're-scale' || !published.measured) return scorecard.published;
	return published.table.map(({ from, rescaled }) => ({ from, probability: rescaled }));
}

function withPoints(group: Group, points: Map<string, number | null>): Group {
	const rules: Rule[] = group.rules.map((rule) => ({
		...rule,
		points: points.get(rule.id) ?? rule.points
	}));
	return { ...group, rules };
}
