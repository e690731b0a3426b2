/** Probabilities nearer to 0 or 1 than this are taken as this near, so that one surprise costs 36 nats, not infinity. */
const NEAREST = 2 ** -52;

/**
 * Loss of one lead in nats: -ln of the probability that was given to what happened.
 *
 * @param probability - of a win, 0..1; nearer to 0 or 1 than 2^-52 counts as 2^-52 (as in scikit-learn)
 * @throws Error for a probability outside 0..1
 * @example lossOfLead(0.5, true) // 0.6931
 */
export function lossOfLead(probability: number, won: boolean): number {
	if (!(probability >= 0 && probability <= 1))
		throw new Error(`logLoss: probability ${probability}`);
	const p = Math.min(1 - NEAREST, Math.max(NEAREST, probability));
	return won ? -Math.log(p) : -Math.log1p(-p);
}

/**
 * Log loss: mean over leads of -ln of the probability given to what happened, in nats.
 *
 * @param probability - of each cell, 0..1
 * @param n - leads in the cell
 * @param k - won leads in the cell
 * @throws Error for columns of different length, a probability outside 0..1, or no leads
 * @example logLoss(Float64Array.of(0.5), Float64Array.of(2), Float64Array.of(1)) // 0.6931
 */
export function logLoss(probability: Float64Array, n: Float64Array, k: Float64Array): number {
	if (probability.length !== n.length || n.length !== k.length) {
		throw new Error(`logLoss: ${probability.length} probabilities, ${n.length} n, ${k.length} k`);
	}
	let leads = 0;
	let sum = 0;
	for (let c = 0; c < n.length; c++) {
		leads += n[c];
		if (k[c] > 0) sum += k[c] * lossOfLead(probability[c], true);
		if (n[c] > k[c]) sum += (n[c] - k[c]) * lossOfLead(probability[c], false);
	}
	if (leads === 0) throw new Error('logLoss: no leads');
	return sum / leads;
}
