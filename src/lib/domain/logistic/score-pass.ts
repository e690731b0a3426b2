import type { RunRows } from './run-rows.ts';
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

/** Sums over the cells of one run. */
interface RunSums {
	residual: number;
	weight: number;
	/** Weight times value, a tail column each. */
	tail: Float64Array;
}

/**
 * Log likelihood, score vector and information of a logistic model on grouped cells, in the order of the cells. What head
 * columns contribute is summed up run by run.
 *
 * @param coefficients - intercept first, then one a column of `rows`
 * @example scorePass(runRows([x], 2), n, k, null, Float64Array.of(0, 0)).logLikelihood // -n ln 2
 */
export function scorePass(
	rows: RunRows,
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array | null,
	coefficients: Float64Array
): ScorePass {
	const { first, head, tail, dense } = rows;
	const place = placesOf(rows);
	const weights = Float64Array.from(place, (j) => coefficients[j]);
	const heads = rows.headColumns.length;
	const size = coefficients.length;
	const gradient = new Float64Array(size);
	const information = new Float64Array(size * size);
	const logit = new Float64Array(rows.rows);
	const sums: RunSums = { residual: 0, weight: 0, tail: new Float64Array(size - heads - 1) };
	let logLikelihood = 0;
	for (let r = 0; r < head.rows; r++) {
		const base = addProduct(weights[0], head, r, weights, 1);
		sums.residual = sums.weight = 0;
		sums.tail.fill(0);
		for (let c = first[r]; c < first[r + 1]; c++) {
			const start = base + (offset ? offset[c] : 0);
			const eta = dense
				? addDenseProduct(start, dense, c, weights, heads + 1)
				: addProduct(start, tail, c, weights, heads + 1);
			logit[c] = eta;
			if (n[c] === 0) continue;
			const e = Math.exp(-Math.abs(eta));
			const larger = 1 / (1 + e);
			const p = eta >= 0 ? larger : e * larger;
			logLikelihood += k[c] * eta - n[c] * (Math.max(eta, 0) + Math.log1p(e));
			const residual = k[c] - n[c] * p;
			const weight = n[c] * e * larger * larger;
			sums.residual += residual;
			sums.weight += weight;
			if (dense) addDense(dense, c, heads + 1, residual, weight, gradient, information, sums.tail);
			else addTail(tail, c, heads + 1, residual, weight, gradient, information, sums.tail);
		}
		addRun(head, r, heads + 1, sums, gradient, information);
	}
	return {
		logLikelihood,
		gradient: replaced(gradient, place),
		information: triangleReplaced(information, place),
		logit
	};
}

/** Which coefficient stands at each place of a pass: intercept, head columns, tail columns. */
function placesOf({ headColumns, tailColumns }: RunRows): number[] {
	return [0, ...Array.from(headColumns, (j) => j + 1), ...Array.from(tailColumns, (j) => j + 1)];
}

function addProduct(
	sum: number,
	{ start, column, value }: SparseRows,
	row: number,
	weights: Float64Array,
	from: number
): number {
	for (let i = start[row]; i < start[row + 1]; i++) sum += value[i] * weights[from + column[i]];
	return sum;
}

function addDenseProduct(
	sum: number,
	dense: Float64Array,
	c: number,
	weights: Float64Array,
	from: number
): number {
	const width = weights.length - from;
	for (let i = 0; i < width; i++) sum += dense[c * width + i] * weights[from + i];
	return sum;
}

/** Adds what a cell says of its tail columns; what it says of them beside the head columns waits in `sums`. */
function addTail(
	{ start, column, value }: SparseRows,
	c: number,
	from: number,
	residual: number,
	weight: number,
	gradient: Float64Array,
	information: Float64Array,
	sums: Float64Array
): void {
	for (let i = start[c]; i < start[c + 1]; i++) {
		const at = from + column[i];
		const weighted = weight * value[i];
		gradient[at] += residual * value[i];
		sums[column[i]] += weighted;
		const row = at * gradient.length + from;
		for (let j = start[c]; j <= i; j++) information[row + column[j]] += weighted * value[j];
	}
}

/** `addTail` of a row whose every value is there. */
function addDense(
	dense: Float64Array,
	c: number,
	from: number,
	residual: number,
	weight: number,
	gradient: Float64Array,
	information: Float64Array,
	sums: Float64Array
): void {
	const width = sums.length;
	for (let i = 0; i < width; i++) {
		const value = dense[c * width + i];
		if (value === 0) continue;
		const weighted = weight * value;
		gradient[from + i] += residual * value;
		sums[i] += weighted;
		const row = (from + i) * gradient.length + from;
		for (let j = 0; j <= i; j++) information[row + j] += weighted * dense[c * width + j];
	}
}

/** Adds what a run says of the intercept and of its head columns, beside one another and beside the tail columns. */
function addRun(
	{ start, column, value }: SparseRows,
	r: number,
	from: number,
	{ residual, weight, tail }: RunSums,
	gradient: Float64Array,
	information: Float64Array
): void {
	const size = gradient.length;
	gradient[0] += residual;
	information[0] += weight;
	for (let i = start[r]; i < start[r + 1]; i++) {
		const at = column[i] + 1;
		const weighted = weight * value[i];
		gradient[at] += residual * value[i];
		information[at * size] += weighted;
		const row = at * size + 1;
		for (let j = start[r]; j <= i; j++) information[row + column[j]] += weighted * value[j];
	}
	for (let q = 0; q < tail.length; q++) {
		if (tail[q] === 0) continue;
		const row = (from + q) * size;
		information[row] += tail[q];
		for (let i = start[r]; i < start[r + 1]; i++) {
			information[row + column[i] + 1] += tail[q] * value[i];
		}
	}
}

function replaced(values: Float64Array, place: number[]): Float64Array {
	const out = new Float64Array(values.length);
	place.forEach((j, at) => (out[j] = values[at]));
	return out;
}

function triangleReplaced(lower: Float64Array, place: number[]): Float64Array {
	const size = place.length;
	const out = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j <= i; j++) {
			const [row, column] = [Math.max(place[i], place[j]), Math.min(place[i], place[j])];
			out[row * size + column] = lower[i * size + j];
		}
	}
	return out;
}
