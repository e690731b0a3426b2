/*
 * The third derivative of a logistic loss along any line is at most reach x its second (Bach, Self-concordant analysis
 * for logistic regression, 2010), where reach is the largest change of a lead's log-odds. So a quadratic at one point
 * bounds the loss everywhere from below. With d² = δ·Hδ for a step δ and H the information, and h the largest
 * sqrt(x·H⁻¹x) over cells, no log-odds changes by more than h d, and
 *
 *     loss(β + δ) >= loss(β) + gradient·δ + (e^(-h d) + h d - 1) / h².
 */

/**
 * How far at most the minimum of a loss lies below its value at a point.
 *
 * @param decrement - Newton decrement there: sqrt(g·H⁻¹g)
 * @param reach - h, the largest sqrt(x·H⁻¹x) over cells
 * @returns Infinity where the point is too far off to tell (h x decrement of 1 and more)
 * @example mostBelow(0.1, 0.01) // 0.005002: half the squared decrement and a little more
 */
export function mostBelow(decrement: number, reach: number): number {
	const u = decrement * reach;
	if (!(u < 1)) return Infinity;
	if (u < 1e-4) return (decrement ** 2 / 2) * (1 + u);
	return (u + (1 - u) * Math.log1p(-u)) / reach ** 2;
}

/**
 * How far from the minimum, as d², weights can at most be whose loss is higher by no more than `rise`.
 *
 * @param reach - h at the minimum
 * @example farthest(2, 0) // 4: twice the rise, and more where a few leads decide much
 */
export function farthest(rise: number, reach: number): number {
	if (rise <= 0) return 0;
	if (!(reach < Infinity)) return Infinity;
	const target = rise * reach ** 2;
	if (target < 1e-8) return 2 * rise * (1 + reach * Math.sqrt(rise));
	let x = target + Math.sqrt(2 * target);
	for (let turn = 0; turn < 60; turn++) {
		const step = (Math.expm1(-x) + x - target) / -Math.expm1(-x);
		x -= step;
		if (Math.abs(step) <= 1e-12 * x) break;
	}
	return (x / reach) ** 2 * (1 + 1e-9);
}
