import { totals } from './totals.ts';
import type { ScoreGroups } from './collapse-scores.ts';

/** How a score places wins among losses: the parts of AUC and of its DeLong variance, one entry a score group. */
export interface Placements {
	/** Probability that a win outranks a loss, ties 1/2. */
	auc: number;
	/** Share of losses that score below the group, plus half of those in it. */
	ofWin: Float64Array;
	/** Share of wins that score above the group, plus half of those in it. */
	ofLoss: Float64Array;
}

/**
 * Placement values of each score group (DeLong, DeLong & Clarke-Pearson 1988), counted in doubles.
 *
 * @param groups - with at least one win and one loss
 * @throws Error where there is only one class
 * @example placements(collapseScores(score, n, k)).auc // 0.7407
 */
export function placements(groups: ScoreGroups): Placements {
	const { wins, losses } = totals(groups);
	if (wins === 0 || losses === 0) throw new Error(`placements: ${wins} wins, ${losses} losses`);
	const { n, k } = groups;
	const ofWin = new Float64Array(n.length);
	const ofLoss = new Float64Array(n.length);
	let lossesBelow = 0;
	let winsBelow = 0;
	let pairs = 0;
	for (let g = 0; g < n.length; g++) {
		const lost = n[g] - k[g];
		ofWin[g] = (lossesBelow + lost / 2) / losses;
		ofLoss[g] = (wins - winsBelow - k[g] / 2) / wins;
		pairs += k[g] * (lossesBelow + lost / 2);
		lossesBelow += lost;
		winsBelow += k[g];
	}
	return { auc: pairs / (wins * losses), ofWin, ofLoss };
}
