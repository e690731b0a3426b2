import type { SparseRows } from './sparse-rows.ts';

/** What a pass over the cells gives without the second derivatives: a fraction of the cost of a `ScorePass`. */
export interface GradientPass {
	logLikelihood: number;
	/** First derivatives, intercept first. */
	gradient: Float64Array;
	/** Log-odds of each cell. */
	logit: Float64Array;
}

/**
 * Log likelihood and score vector of a logistic model on grouped cells; `scorePass` without the information.
 *
 * @param coefficients - intercept first, then one a column of `rows`
 * @example gradientPass(sparseRows([x], 2), n, k, null, Float64Array.of(0, 0)).logLikelihood // -n ln 2
 */
export function gradientPass(
	{ rows, start, column, value }: SparseRows,
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array | null,
	coefficients: Float64Array
): GradientPass {
	const gradient = new Float64Array(coefficients.length);
	const logit = new Float64Array(rows);
	let logLikelihood = 0;
	for (let c = 0; c < rows; c++) {
		let eta = coefficients[0] + (offset ? offset[c] : 0);
		for (let i = start[c]; i < start[c + 1]; i++) eta += value[i] * coefficients[column[i] + 1];
		logit[c] = eta;
		if (n[c] === 0) continue;
		const e = Math.exp(-Math.abs(eta));
		const p = (eta >= 0 ? 1 : e) / (1 + e);
		logLikelihood += k[c] * eta - n[c] * (Math.max(eta, 0) + Math.log1p(e));
		const residual = k[c] - n[c] * p;
		gradient[0] += residual;
		for (let i = start[c]; i < start[c + 1]; i++) gradient[column[i] + 1] += residual * value[i];
	}
	return { logLikelihood, gradient, logit };
}
