import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { collapseScores, NO_GROUP } from './collapse-scores.ts';
import { placements } from './placements.ts';
import { totals } from './totals.ts';

/** Difference of two areas under the ROC curve on the same leads. */
export interface AucDifference {
	/** AUC of the first score minus AUC of the second. */
	difference: number;
	standardError: number;
	z: number;
	/** Two-sided. */
	p: number;
	ci: [number, number];
}

/**
 * Paired DeLong test of two scores on the same cells; equals pROC's `roc.test(paired = TRUE)`, both scores with higher
 * meaning better.
 *
 * @param first - score of each cell
 * @param second - the other score of each cell
 * @returns not measured with fewer than two wins or losses (`few-wins`, `few-losses`); two scores that rank alike
 * differ by 0 with z 0 and p 1
 * @throws Error for columns of different length
 * @example aucDifference(today, fitted, n, k) // { measured: true, difference: -0.0139, z: -0.740, p: 0.459, … }
 */
export function aucDifference(
	first: Float64Array,
	second: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<AucDifference> {
	const a = collapseScores(first, n, k);
	const b = collapseScores(second, n, k);
	const { wins, losses } = totals({ n, k });
	if (wins < 2) return notMeasured('few-wins', { wins, needed: 2 });
	if (losses < 2) return notMeasured('few-losses', { losses, needed: 2 });
	const placedA = placements(a);
	const placedB = placements(b);
	const difference = placedA.auc - placedB.auc;
	let ofWins = 0;
	let ofLosses = 0;
	for (let c = 0; c < n.length; c++) {
		if (a.group[c] === NO_GROUP) continue;
		const win = placedA.ofWin[a.group[c]] - placedB.ofWin[b.group[c]] - difference;
		const loss = placedA.ofLoss[a.group[c]] - placedB.ofLoss[b.group[c]] - difference;
		ofWins += k[c] * win ** 2;
		ofLosses += (n[c] - k[c]) * loss ** 2;
	}
	const variance = ofWins / (wins - 1) / wins + ofLosses / (losses - 1) / losses;
	const standardError = Math.sqrt(variance);
	const z = standardError > 0 ? difference / standardError : 0;
	const ci = normalInterval(difference, standardError);
	return { measured: true, difference, standardError, z, p: twoSidedP(z), ci };
}
