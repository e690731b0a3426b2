import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Design } from './design.ts';
import { logits } from './logits.ts';
import { multiply } from './matrix.ts';
import { probability } from './probability.ts';

/** Which leads belong together: one entry for each account and cell that share leads. */
export interface ClusterCounts {
	/** Account of the entry: 0, 1, 2, … */
	cluster: ArrayLike<number>;
	/** Cell of the entry. */
	cell: ArrayLike<number>;
	/** Leads and wins of that account in that cell. */
	n: ArrayLike<number>;
	k: ArrayLike<number>;
}

/**
 * Score sums of accounts: sum over an account's leads of x (y - p), intercept first, one row an account.
 *
 * @param coefficients - intercept first
 * @returns rows of `coefficients.length` numbers, in order of the accounts that have an entry
 * @throws Error for an entry that names no cell, or entries of different length
 * @example clusterScores(design, fit.coefficients, { cluster: [0, 0, 1], cell: [0, 3, 3], n: [1, 1, 1], k: [0, 1, 0] })
 */
export function clusterScores(
	design: Design,
	coefficients: ArrayLike<number>,
	{ cluster, cell, n, k }: ClusterCounts
): Float64Array[] {
	const lengths = [cluster.length, cell.length, n.length, k.length];
	if (new Set(lengths).size > 1) throw new Error(`clusterScores: lengths ${lengths.join(', ')}`);
	const logit = logits(design, coefficients);
	const scores: Float64Array[] = [];
	for (let i = 0; i < cluster.length; i++) {
		const c = cell[i];
		if (!(c >= 0 && c < logit.length)) throw new Error(`clusterScores: there is no cell ${c}`);
		const residual = k[i] - n[i] * probability(logit[c]);
		const score = (scores[cluster[i]] ??= new Float64Array(coefficients.length));
		score[0] += residual;
		design.columns.forEach((column, j) => (score[j + 1] += column[c] * residual));
	}
	// Accounts without an entry leave holes; `flat` closes them.
	return scores.flat();
}

/** Covariance of the coefficients that holds where leads of one account are alike. */
export interface ClusterCovariance {
	covariance: number[][];
	standardErrors: number[];
	clusters: number;
}

/**
 * Cluster-robust (sandwich) covariance V (sum of s sᵀ) V with V the inverse information and s the score sum of an account
 * (Liang & Zeger 1986). With one lead an account it is White's HC0.
 *
 * @param covariance - V, e.g. of `fitLogistic`
 * @param scores - one row an account
 * @param correction - `clusters`: times G / (G - 1) for G accounts, R's `vcovCL(cadjust = TRUE, type = "HC0")`; `none`
 * @returns not measured with no more accounts than coefficients (`few-accounts`): the sum would not have full rank
 * @example clusterCovariance(fit.covariance, clusterScores(design, fit.coefficients, accounts))
 */
export function clusterCovariance(
	covariance: number[][],
	scores: readonly Float64Array[],
	correction: 'clusters' | 'none' = 'clusters'
): Measured<ClusterCovariance> {
	const size = covariance.length;
	const clusters = scores.length;
	if (clusters <= size)
		return notMeasured('few-accounts', { accounts: clusters, needed: size + 1 });
	const meat = covariance.map(() => new Array<number>(size).fill(0));
	for (const score of scores) {
		if (score.length !== size) {
			throw new Error(`clusterCovariance: ${size} coefficients, ${score.length} scores`);
		}
		for (let i = 0; i < size; i++) for (let j = 0; j <= i; j++) meat[i][j] += score[i] * score[j];
	}
	for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) meat[j][i] = meat[i][j];
	const factor = correction === 'clusters' ? clusters / (clusters - 1) : 1;
	const robust = multiply(multiply(covariance, meat), covariance).map((row) =>
		row.map((value) => value * factor)
	);
	const standardErrors = robust.map((row, j) => Math.sqrt(Math.max(0, row[j])));
	return { measured: true, covariance: robust, standardErrors, clusters };
}
