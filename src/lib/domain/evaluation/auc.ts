import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { placements } from './placements.ts';
import { totals } from './totals.ts';

/** Area under the ROC curve with its DeLong variance and 95 % interval, cut to 0..1. */
export interface Auc {
	auc: number;
	variance: number;
	ci: [number, number];
}

/**
 * Probability that a won lead scores higher than a lost one, ties counted half, with the variance of DeLong, DeLong &
 * Clarke-Pearson (1988). Exact on grouped scores; equals pROC's `auc` and `ci.auc`. With ranks in perfect order the
 * variance is 0 and the interval a point, as in pROC.
 *
 * @returns not measured with fewer than two wins (`few-wins`) or two losses (`few-losses`)
 * @example auc(collapseScores(score, n, k)) // { measured: true, auc: 0.7407, variance: 0.00137, ci: [0.668, 0.813] }
 */
export function auc(groups: ScoreGroups): Measured<Auc> {
	const { wins, losses } = totals(groups);
	if (wins < 2) return notMeasured('few-wins', { wins, needed: 2 });
	if (losses < 2) return notMeasured('few-losses', { losses, needed: 2 });
	const placed = placements(groups);
	let ofWins = 0;
	let ofLosses = 0;
	for (let g = 0; g < groups.n.length; g++) {
		ofWins += groups.k[g] * (placed.ofWin[g] - placed.auc) ** 2;
		ofLosses += (groups.n[g] - groups.k[g]) * (placed.ofLoss[g] - placed.auc) ** 2;
	}
	const variance = ofWins / (wins - 1) / wins + ofLosses / (losses - 1) / losses;
	const [lower, upper] = normalInterval(placed.auc, Math.sqrt(variance));
	return {
		measured: true,
		auc: placed.auc,
		variance,
		ci: [Math.max(0, lower), Math.min(1, upper)]
	};
}
