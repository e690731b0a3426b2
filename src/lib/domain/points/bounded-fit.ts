import { mostBelow } from './loss-floor.ts';
import { skipCholesky, solveLower, solveUpper } from './skip-cholesky.ts';

/** A few cells in a dense table: the fits behind a proof are many and small. */
export interface DenseCells {
	rows: number;
	/** Number of terms. */
	width: number;
	/** Values row by row, `width` each. */
	x: Float64Array;
	n: Float64Array;
	k: Float64Array;
	/** Penalty of each term: square w²/2 - pull w, plus the constant. */
	square: Float64Array;
	pull: Float64Array;
	constant: number;
}

/** A step that promises less than this is the last. */
const SMALLEST_GAIN = 1e-9;
const MOST_STEPS = 60;

/**
 * Bounds the least loss of a set of terms from below, no more closely than it takes to tell whether it can be under a
 * cutoff. Newton's method; at each point self-concordance says how far below the minimum can be (`mostBelow`), so most
 * hopeless sets are dismissed after a step or two. Work space is kept from fit to fit.
 */
export class BoundedFit {
	/** Intercept and weights of the last fit. */
	weights = new Float64Array(0);
	/** Loss there. */
	loss = Infinity;
	#gradient = new Float64Array(0);
	#information = new Float64Array(0);
	#row = new Float64Array(0);

	/**
	 * @param start - intercept and weights to start from
	 * @param cutoff - losses of this and more are all the same
	 * @param exact - whether a minimum under the cutoff is wanted as it is; otherwise the fit ends as soon as it is under
	 * @returns a lower bound of the loss; at least the cutoff where the minimum is
	 */
	bound(cells: DenseCells, start: ArrayLike<number>, cutoff: number, exact: boolean): number {
		const size = cells.width + 1;
		this.#makeRoom(size);
		for (let j = 0; j < size; j++) this.weights[j] = start[j];
		this.loss = this.#pass(cells, size, this.weights);
		for (let turn = 0; turn < MOST_STEPS; turn++) {
			if (!exact && this.loss < cutoff) return -Infinity;
			skipCholesky(this.#information, size);
			const squares = solveLower(this.#information, size, this.#gradient);
			if (squares / 2 < SMALLEST_GAIN) return this.loss - 4 * SMALLEST_GAIN;
			if (this.loss - squares / 2 >= cutoff) {
				const floor = this.loss - mostBelow(Math.sqrt(squares), this.#reach(cells, size));
				if (floor >= cutoff) return floor;
			}
			this.#step(cells, size);
		}
		return -Infinity;
	}

	#makeRoom(size: number): void {
		if (this.weights.length === size) return;
		this.weights = new Float64Array(size);
		this.#gradient = new Float64Array(size);
		this.#information = new Float64Array(size * size);
		this.#row = new Float64Array(size);
	}

	#step(cells: DenseCells, size: number): void {
		solveUpper(this.#information, size, this.#gradient);
		const step = Float64Array.from(this.#gradient);
		const from = Float64Array.from(this.weights);
		const before = this.loss;
		for (let share = 1; ; share /= 2) {
			for (let j = 0; j < size; j++) this.weights[j] = from[j] - share * step[j];
			this.loss = this.#pass(cells, size, this.weights);
			if (this.loss <= before + 1e-12 * Math.abs(before) || share < 1e-6) return;
		}
	}

	/** Largest sqrt(x·H⁻¹x) over cells, from the factor. */
	#reach({ rows, width, x }: DenseCells, size: number): number {
		let largest = 0;
		for (let c = 0; c < rows; c++) {
			this.#row[0] = 1;
			for (let j = 0; j < width; j++) this.#row[j + 1] = x[c * width + j];
			largest = Math.max(largest, solveLower(this.#information, size, this.#row));
		}
		return Math.sqrt(largest);
	}

	/** Loss, gradient and the lower triangle of the information. */
	#pass(cells: DenseCells, size: number, weights: Float64Array): number {
		const { rows, width, x, n, k, square, pull, constant } = cells;
		const [gradient, information] = [this.#gradient, this.#information];
		gradient.fill(0);
		information.fill(0);
		let loss = constant;
		for (let c = 0; c < rows; c++) {
			const at = c * width;
			let eta = weights[0];
			for (let j = 0; j < width; j++) eta += weights[j + 1] * x[at + j];
			const e = Math.exp(-Math.abs(eta));
			const share = 1 / (1 + e);
			const residual = n[c] * (eta >= 0 ? share : e * share) - k[c];
			const weight = n[c] * e * share * share;
			loss += n[c] * ((eta > 0 ? eta : 0) - Math.log(share)) - k[c] * eta;
			gradient[0] += residual;
			information[0] += weight;
			for (let j = 0; j < width; j++) {
				const value = x[at + j];
				if (value === 0) continue;
				const row = (j + 1) * size;
				gradient[j + 1] += residual * value;
				information[row] += weight * value;
				for (let i = 0; i <= j; i++) information[row + i + 1] += weight * value * x[at + i];
			}
		}
		for (let j = 0; j < width; j++) {
			const w = weights[j + 1];
			loss += w * ((square[j] * w) / 2 - pull[j]);
			gradient[j + 1] += square[j] * w - pull[j];
			information[(j + 1) * (size + 1)] += square[j];
		}
		return loss;
	}
}
