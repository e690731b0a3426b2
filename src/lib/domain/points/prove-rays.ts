import { dotProduct } from '#lib/domain/logistic/dot-product.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';
import { sparseRows, type SparseRows } from '#lib/domain/logistic/sparse-rows.ts';
import { cardLoss, type CardLoss } from './card-loss.ts';
import type { CardProblem } from './card-problem.ts';
import type { ContinuousOptimum } from './continuous-optimum.ts';
import { farthest } from './loss-floor.ts';
import { lossModelAt, type LossModel } from './loss-model.ts';
import { greatestDivisor } from './neat-card.ts';
import type { ProofWork } from './proof-watch.ts';
import type { FoundCard } from './search-card.ts';
import { skipCholesky, solveLower } from './skip-cholesky.ts';

/** A card counts as better only if its loss is lower by more than this, in nats. */
export const LEAST_DIFFERENCE = 1e-6;

/**
 * Looks at every card that could have a smaller loss than a known one. Weights of a smaller loss lie in an ellipsoid
 * around the continuous optimum (`farthest`); a card is the ray of all its multiples, and only rays that meet the
 * ellipsoid count. Terms are fixed one after the other; a start that misses the ellipsoid's shadow is dropped with
 * all its continuations, and of what remains the exact loss is taken. The number of leads plays no part but for that.
 *
 * @param optimum - of the same problem
 * @param best - loss to beat
 * @returns the best card under that loss, or null; nothing is proven where `work.stopped`
 * @example proveRays(problem, optimum, 444.563046, work) // null: no card is better
 */
export function proveRays(
	problem: CardProblem,
	optimum: ContinuousOptimum,
	best: number,
	work: ProofWork,
	share?: () => number
): FoundCard | null {
	if (best - LEAST_DIFFERENCE <= optimum.loss) return null;
	const search = new RaySearch(problem, optimum, best, work);
	search.run(share);
	return search.found;
}

class RaySearch {
	found: FoundCard | null = null;
	readonly #problem: CardProblem;
	readonly #optimum: ContinuousOptimum;
	readonly #work: ProofWork;
	readonly #loss: CardLoss;
	readonly #reach: number;
	/** Terms in the order in which they are fixed. */
	readonly #order: number[];
	/** Row d: what terms fixed up to d add to the d-th coordinate of the metric, and the optimum's coordinate. */
	readonly #rows: Float64Array[];
	readonly #goal: Float64Array;
	/** Squared length of the optimum's first coordinates. */
	readonly #goalSquares: Float64Array;
	readonly #steps: Int32Array;
	#best: number;
	#limit: number;

	constructor(problem: CardProblem, optimum: ContinuousOptimum, best: number, work: ProofWork) {
		this.#problem = problem;
		this.#optimum = optimum;
		this.#work = work;
		this.#loss = cardLoss(problem);
		const sparse = sparseRows(problem.columns, problem.n.length);
		const runs = runRows(problem.columns, problem.n.length);
		const model = lossModelAt(problem, runs, optimum.intercept, optimum.weights);
		this.#reach = optimum.attained ? reachOf(problem, sparse, optimum, model) : Infinity;
		this.#order = fixingOrder(problem, model);
		this.#rows = metricRows(model, this.#order);
		const weights = this.#order.map((j) => optimum.weights[j]);
		this.#goal = Float64Array.from(this.#rows, (row) => dotProduct(row, weights));
		let squares = 0;
		this.#goalSquares = this.#goal.map((value) => (squares += value * value));
		this.#steps = Int32Array.from(problem.low);
		this.#best = best;
		this.#limit = this.#farthest();
	}

	run(share = () => this.#share()): void {
		this.#fix(0, 0, 0, 0, 0, share);
	}

	/** By the first terms to be fixed. */
	#share(): number {
		const { low, high } = this.#problem;
		let share = 0;
		let part = 1;
		for (const j of this.#order.slice(0, 4)) {
			part /= high[j] - low[j] + 1;
			share += part * (this.#steps[j] - low[j]);
		}
		return share;
	}

	#farthest(): number {
		return farthest(this.#best - LEAST_DIFFERENCE - this.#optimum.loss, this.#reach);
	}

	/** Tries every step of the term at a depth; `squares` and `along` measure the ray so far. */
	#fix(
		depth: number,
		squares: number,
		along: number,
		scoring: number,
		changed: number,
		share: () => number
	): void {
		const { low, high, today, fixed, mostRules, mostChanged } = this.#problem;
		const j = this.#order[depth];
		const row = this.#rows[depth];
		const counts = j >= fixed;
		let before = 0;
		for (let d = 0; d < depth; d++) before += row[d] * this.#steps[this.#order[d]];
		for (let steps = low[j]; steps <= high[j] && !this.#work.stopped; steps++) {
			const nowScoring = scoring + (counts && steps !== 0 ? 1 : 0);
			const nowChanged = changed + (counts && steps !== today[j] ? 1 : 0);
			if (nowScoring > mostRules || nowChanged > mostChanged) continue;
			const coordinate = before + row[depth] * steps;
			const nowSquares = squares + coordinate * coordinate;
			const nowAlong = along + coordinate * this.#goal[depth];
			const nearest = nowAlong > 0 ? (nowAlong * nowAlong) / nowSquares : 0;
			this.#work.add(1, share);
			if (this.#goalSquares[depth] - nearest > this.#limit) continue;
			this.#steps[j] = steps;
			if (depth + 1 === this.#order.length) this.#score(nowAlong / nowSquares, share);
			else this.#fix(depth + 1, nowSquares, nowAlong, nowScoring, nowChanged, share);
		}
		this.#steps[j] = low[j];
	}

	#score(nearSlope: number, share: () => number): void {
		if (this.#isMultiple()) return;
		this.#work.add(100 + (this.#problem.n.length * this.#steps.length) / 8, share);
		const card = this.#loss(this.#steps, nearSlope);
		if (card.loss >= this.#best - LEAST_DIFFERENCE) return;
		this.found = { steps: Int32Array.from(this.#steps), ...card };
		this.#best = card.loss;
		this.#limit = this.#farthest();
	}

	/** Whether the same ray has a shorter card, which is looked at on its own. */
	#isMultiple(): boolean {
		const { low, high } = this.#problem;
		const factor = this.#steps.reduce(greatestDivisor, 0);
		if (factor < 2) return false;
		return this.#steps.every((steps, j) => steps / factor >= low[j] && steps / factor <= high[j]);
	}
}

/** Largest sqrt(x·H⁻¹x) over cells at the optimum: 1 / information of the intercept, and the rest around the mean. */
function reachOf(
	{ columns, n, offset }: CardProblem,
	{ start, column, value }: SparseRows,
	{ intercept, weights }: ContinuousOptimum,
	{ size, curvature }: LossModel
): number {
	const weight = new Float64Array(n.length);
	let level = 0;
	for (let c = 0; c < n.length; c++) {
		let eta = offset ? intercept + offset[c] : intercept;
		for (let i = start[c]; i < start[c + 1]; i++) eta += value[i] * weights[column[i]];
		const e = Math.exp(-Math.abs(eta));
		weight[c] = (n[c] * e) / (1 + e) ** 2;
		level += weight[c];
	}
	const means = columns.map((each) => dotProduct(each, weight) / level);
	const lower = Float64Array.from(curvature);
	skipCholesky(lower, size);
	let largest = 0;
	for (let c = 0; c < n.length; c++) {
		const away = Float64Array.from(columns, (each, j) => each[c] - means[j]);
		largest = Math.max(largest, solveLower(lower, size, away));
	}
	return Math.sqrt(largest + 1 / level);
}

/** The fixed term, then always the term that is best known where those before it are fixed and the rest is free. */
function fixingOrder({ fixed }: CardProblem, model: LossModel): number[] {
	const order = fixed ? [0] : [];
	let left = [...Array(model.size).keys()].slice(fixed);
	while (left.length > 0) {
		const spread = inverseDiagonal(model, left);
		const next = left[spread.indexOf(Math.min(...spread))];
		order.push(next);
		left = left.filter((j) => j !== next);
	}
	return order;
}

/** Variances of terms; terms that depend on each other get large ones. */
function inverseDiagonal({ size, curvature }: LossModel, terms: number[]): number[] {
	const width = terms.length;
	const block = new Float64Array(width * width);
	terms.forEach((a, row) => {
		terms.forEach((b, at) => (block[row * width + at] = curvature[a * size + b]));
		block[row * width + row] = block[row * width + row] * (1 + 1e-9) + 1e-12;
	});
	skipCholesky(block, width);
	return terms.map((_, row) => {
		const unit = new Float64Array(width);
		unit[row] = 1;
		return solveLower(block, width, unit);
	});
}

/**
 * Coordinates in which the model's distance is Euclidean and the d-th depends only on the terms fixed up to d: the
 * Cholesky factor of the terms in reverse order.
 */
function metricRows({ size, curvature }: LossModel, order: number[]): Float64Array[] {
	const reverse = [...order].reverse();
	const matrix = new Float64Array(size * size);
	reverse.forEach((a, row) =>
		reverse.forEach((b, at) => (matrix[row * size + at] = curvature[a * size + b]))
	);
	skipCholesky(matrix, size);
	return order.map((_, depth) => {
		const column = size - 1 - depth;
		return Float64Array.from(
			{ length: depth + 1 },
			(_, d) => matrix[(size - 1 - d) * size + column]
		);
	});
}
