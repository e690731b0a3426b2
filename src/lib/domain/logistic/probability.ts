/**
 * Probability of a log-odds, exact also where it is close to 0 or 1.
 *
 * @example probability(0) // 0.5
 */
export function probability(logit: number): number {
	const e = Math.exp(-Math.abs(logit));
	return logit >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/**
 * Probabilities of a column of log-odds.
 *
 * @example probabilities(Float64Array.of(0)) // Float64Array [0.5]
 */
export function probabilities(logits: Float64Array): Float64Array {
	return logits.map(probability);
}
