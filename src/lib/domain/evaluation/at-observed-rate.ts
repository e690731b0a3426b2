import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { probability as probabilityOf } from '#lib/domain/logistic/probability.ts';

/**
 * Predictions moved by one constant of log-odds, so that they add up to the wins of the leads: the same ranking and spread
 * at the level of these leads. For comparing scores where the base rate has moved since they were learned, which would
 * otherwise favour whichever happens to promise more.
 *
 * @param probability - of each cell, above 0 and below 1
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns the predictions as they are where the leads have one outcome only
 * @throws Error for columns of different length
 * @example atObservedRate(Float64Array.of(0.1), Float64Array.of(10), Float64Array.of(3)) // [0.3]
 */
export function atObservedRate(
	probability: Float64Array,
	n: Float64Array,
	k: Float64Array
): Float64Array {
	if (probability.length !== n.length || n.length !== k.length) {
		throw new Error(
			`atObservedRate: ${probability.length} probabilities, ${n.length} n, ${k.length} k`
		);
	}
	const offset = probability.map((p) => Math.log(p / (1 - p)));
	const { converged, coefficients } = fitLogistic({ names: [], columns: [], n, k, offset });
	return converged ? offset.map((logit) => probabilityOf(logit + coefficients[0])) : probability;
}
