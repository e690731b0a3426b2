/**
 * Brier score: mean squared distance of a probability from what happened, 0 (perfect) to 1.
 *
 * @param probability - of each cell, 0..1
 * @param n - leads in the cell
 * @param k - won leads in the cell
 * @throws Error for columns of different length, a probability outside 0..1, or no leads
 * @example brier(Float64Array.of(0.5), Float64Array.of(2), Float64Array.of(1)) // 0.25
 */
export function brier(probability: Float64Array, n: Float64Array, k: Float64Array): number {
	if (probability.length !== n.length || n.length !== k.length) {
		throw new Error(`brier: ${probability.length} probabilities, ${n.length} n, ${k.length} k`);
	}
	let leads = 0;
	let sum = 0;
	for (let c = 0; c < n.length; c++) {
		const p = probability[c];
		if (!(p >= 0 && p <= 1)) throw new Error(`brier: probability ${p}`);
		leads += n[c];
		sum += k[c] * (1 - p) ** 2 + (n[c] - k[c]) * p ** 2;
	}
	if (leads === 0) throw new Error('brier: no leads');
	return sum / leads;
}
