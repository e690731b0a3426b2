import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Measured } from '#lib/domain/units.ts';
import { lossOfLead } from './log-loss.ts';
import { pairedDifference, type PairedDifference } from './paired-difference.ts';

/**
 * Mean difference of log loss per lead, in nats: loss of the first minus loss of the second, positive where the second
 * predicts better.
 */
export type LogLossDifference = PairedDifference;

/**
 * Paired comparison of two probabilities on the same leads: mean difference of their log losses with its standard
 * error and 95 % interval, by lead or by account (`pairedDifference`).
 *
 * @param first - probability of each cell
 * @param second - the other probability of each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured with fewer than two leads (`few-leads`) or accounts (`few-accounts`)
 * @throws Error for columns of different length or probabilities outside 0..1
 * @example logLossDifference(today, calibrated, n, k) // { measured: true, difference: 0.012, … }
 */
export function logLossDifference(
	first: Float64Array,
	second: Float64Array,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<LogLossDifference> {
	const lengths = [first.length, second.length, n.length, k.length];
	if (new Set(lengths).size > 1)
		throw new Error(`logLossDifference: lengths ${lengths.join(', ')}`);
	const ifWon = first.map((p, c) => lossOfLead(p, true) - lossOfLead(second[c], true));
	const ifLost = first.map((p, c) => lossOfLead(p, false) - lossOfLead(second[c], false));
	return pairedDifference(ifWon, ifLost, n, k, accounts);
}
