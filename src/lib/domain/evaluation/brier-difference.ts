import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Measured } from '#lib/domain/units.ts';
import { pairedDifference, type PairedDifference } from './paired-difference.ts';

/**
 * Mean difference of the Brier score per lead: Brier score of the first minus that of the second, positive where the
 * second predicts better.
 */
export type BrierDifference = PairedDifference;

/**
 * Paired comparison of two probabilities on the same leads: mean difference of their squared errors with its standard
 * error and 95 % interval, by lead or by account (`pairedDifference`).
 *
 * @param first - probability of each cell
 * @param second - the other probability of each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured with fewer than two leads (`few-leads`) or accounts (`few-accounts`)
 * @throws Error for columns of different length or probabilities outside 0..1
 * @example brierDifference(today, calibrated, n, k) // { measured: true, difference: 0.0021, … }
 */
export function brierDifference(
	first: Float64Array,
	second: Float64Array,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<BrierDifference> {
	const lengths = [first.length, second.length, n.length, k.length];
	if (new Set(lengths).size > 1) throw new Error(`brierDifference: lengths ${lengths.join(', ')}`);
	for (const p of first) check(p);
	for (const q of second) check(q);
	const ifWon = first.map((p, c) => (1 - p) ** 2 - (1 - second[c]) ** 2);
	const ifLost = first.map((p, c) => p ** 2 - second[c] ** 2);
	return pairedDifference(ifWon, ifLost, n, k, accounts);
}

function check(probability: number): void {
	if (!(probability >= 0 && probability <= 1)) {
		throw new Error(`brierDifference: probability ${probability}`);
	}
}
