import type { SparseRows } from './sparse-rows.ts';

/** What one pass over the cells gives at one point: log likelihood with its first and second derivatives. */
export interface ScorePass {
	/** Row-level log likelihood: sum of k ln p + (n - k) ln(1 - p). */
	logLikelihood: number;
	/** First derivatives, intercept first. */
	gradient: Float64Array;
	/** Fisher information, row by row; only the lower triangle is filled. */
	information: Float64Array;
	/** Log-odds of each cell. */
	logit: Float64Array;
}

/**
 * Log likelihood, score vector and information of a logistic model on grouped cells. Only the lower triangle over
 * the non-zero entries of each row is accumulated, in the order of the cells.
 *
 * @param coefficients - intercept first, then one a column of `rows`
 * @example scorePass(sparseRows([x], 2), n, k, null, Float64Array.of(0, 0)).logLikelihood // -n ln 2
 */
export function scorePass(
	rows: SparseRows,
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array | null,
	coefficients: Float64Array
): ScorePass {
	const size = coefficients.length;
	const gradient = new Float64Array(size);
	const information = new Float64Array(size * size);
	const logit = linearPredictor(rows, offset, coefficients);
	let logLikelihood = 0;
	for (let c = 0; c < rows.rows; c++) {
		if (n[c] === 0) continue;
		const eta = logit[c];
		const e = Math.exp(-Math.abs(eta));
		const p = (eta >= 0 ? 1 : e) / (1 + e);
		logLikelihood += k[c] * eta - n[c] * (Math.max(eta, 0) + Math.log1p(e));
		const weight = (n[c] * e) / ((1 + e) * (1 + e));
		addRow(rows, c, size, k[c] - n[c] * p, weight, gradient, information);
	}
	return { logLikelihood, gradient, information, logit };
}

function linearPredictor(
	{ rows, start, column, value }: SparseRows,
	offset: Float64Array | null,
	coefficients: Float64Array
): Float64Array {
	const logit = new Float64Array(rows);
	for (let c = 0; c < rows; c++) {
		let sum = coefficients[0] + (offset ? offset[c] : 0);
		for (let i = start[c]; i < start[c + 1]; i++) {
			sum += value[i] * coefficients[column[i] + 1];
		}
		logit[c] = sum;
	}
	return logit;
}

function addRow(
	{ start, column, value }: SparseRows,
	c: number,
	size: number,
	residual: number,
	weight: number,
	gradient: Float64Array,
	information: Float64Array
): void {
	gradient[0] += residual;
	information[0] += weight;
	for (let i = start[c]; i < start[c + 1]; i++) {
		const at = column[i] + 1;
		const row = at * size;
		const weighted = weight * value[i];
		gradient[at] += residual * value[i];
		information[row] += weighted;
		for (let j = start[c]; j <= i; j++) information[row + column[j] + 1] += weighted * value[j];
	}
}
