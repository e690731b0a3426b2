import type { GainPoint } from '#lib/domain/calibration/calibration.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { thinCurve } from './thin-curve.ts';
import { totals } from './totals.ts';

/**
 * Cumulative gains: working leads from the highest score down, the share of leads worked and of wins caught. One point
 * a distinct score (ties are never split, statistics 15), starting at (0, 0); longer curves are thinned to `most` points
 * of the curve.
 *
 * @returns not measured without wins (`no-wins`)
 * @example gains(collapseScores(score, n, k)).at(-1) // { shareOfLeads: 1, shareOfWins: 1, threshold: 0 }
 */
export function gains(groups: ScoreGroups, most = 200): GainPoint[] | NotMeasured {
	const { leads, wins } = totals(groups);
	if (wins === 0) return notMeasured('no-wins', { leads });
	const points: GainPoint[] = [{ shareOfLeads: 0, shareOfWins: 0, threshold: null }];
	let worked = 0;
	let won = 0;
	for (let g = groups.score.length - 1; g >= 0; g--) {
		worked += groups.n[g];
		won += groups.k[g];
		points.push({
			shareOfLeads: worked / leads,
			shareOfWins: won / wins,
			threshold: groups.score[g]
		});
	}
	return thinCurve(points, (point) => point.shareOfLeads + point.shareOfWins, most);
}
