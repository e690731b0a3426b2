import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/**
 * Spiegelhalter's test (1986) of whether a Brier score is what it should be if the probabilities were true:
 * z = sum (y - p)(1 - 2 p) / root of sum (1 - 2 p)² p (1 - p).
 *
 * @param probability - predicted for each cell, 0..1
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured where every probability is 0, 1/2 or 1 (`nothing-to-test`)
 * @throws Error for columns of different length or a probability outside 0..1
 * @example spiegelhalter(probability, n, k) // { measured: true, z: 0.899, p: 0.368 }
 */
export function spiegelhalter(
	probability: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<{ z: number; p: number }> {
	if (probability.length !== n.length || n.length !== k.length) {
		throw new Error(
			`spiegelhalter: ${probability.length} probabilities, ${n.length} n, ${k.length} k`
		);
	}
	let sum = 0;
	let variance = 0;
	for (let c = 0; c < n.length; c++) {
		const p = probability[c];
		if (!(p >= 0 && p <= 1)) throw new Error(`spiegelhalter: probability ${p}`);
		sum += (k[c] - n[c] * p) * (1 - 2 * p);
		variance += n[c] * (1 - 2 * p) ** 2 * p * (1 - p);
	}
	if (variance === 0) return notMeasured('nothing-to-test');
	const z = sum / Math.sqrt(variance);
	return { measured: true, z, p: twoSidedP(z) };
}
