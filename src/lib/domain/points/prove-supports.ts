import { BoundedFit } from './bounded-fit.ts';
import type { CardProblem } from './card-problem.ts';
import { continuousOptimum } from './continuous-optimum.ts';
import { proveRays, LEAST_DIFFERENCE } from './prove-rays.ts';
import type { ProofWork } from './proof-watch.ts';
import type { FoundCard } from './search-card.ts';
import type { CellList } from './cell-list.ts';
import { SupportCells } from './support-cells.ts';

/** What a proof over sets of rules found. */
export interface SupportProof {
	/** The best card under the loss to beat, or null. */
	card: FoundCard | null;
	/** Least loss of real weights on any set that was not dismissed, with the weights; null where all were. */
	bound: { loss: number; weights: Float64Array } | null;
}

/**
 * Looks at every set of rules of the allowed size, where the number of rules or of changes is limited. Sets are built
 * rule by rule, strongest rules first; all sets that can still be made of the rules left are dismissed at once where
 * even all these rules together cannot do better than the known card, single sets where their continuous optimum cannot.
 * On the sets that remain every card is looked at (`proveRays`). Leads are merged over the rules still in play, so the
 * many fits at the end stand on a few dozen cells.
 *
 * @param best - loss to beat
 * @returns nothing is proven where `work.stopped`
 * @example proveSupports(problem, 444.563046, work).bound?.loss // 444.28479
 */
export function proveSupports(problem: CardProblem, best: number, work: ProofWork): SupportProof {
	const search = new SupportSearch(problem, best, work);
	search.run();
	return { card: search.card, bound: search.bound };
}

/** Operations that a fit on a few cells costs, about; larger fits must spare more than they cost. */
const SMALL_FIT = 3000;

class SupportSearch {
	card: FoundCard | null = null;
	bound: SupportProof['bound'] = null;
	readonly #cells: SupportCells;
	readonly #work: ProofWork;
	readonly #fit = new BoundedFit();
	#best: number;
	#sets = 0;
	#done = 0;

	constructor(problem: CardProblem, best: number, work: ProofWork) {
		this.#cells = new SupportCells(problem);
		this.#best = best;
		this.#work = work;
	}

	run(): void {
		const { forced, terms, slots } = this.#cells;
		this.#sets = combinations(terms.length, slots);
		const first = this.#cells.root();
		if (slots === 0) this.#survivor(first, forced);
		else this.#extend(first, forced, 0, slots, this.#fitted(first, forced, []));
	}

	get #cutoff(): number {
		return this.#best - LEAST_DIFFERENCE;
	}

	readonly #share = () => this.#done / this.#sets;

	/** All sets that add `slots` of the terms from `from` on to those chosen. */
	#extend(
		list: CellList,
		chosen: readonly number[],
		from: number,
		slots: number,
		weights: readonly number[]
	): void {
		const { terms } = this.#cells;
		let left = list;
		let lastTried = Infinity;
		for (let at = from; at <= terms.length - slots && !this.#work.stopped; at++) {
			const sets = combinations(terms.length - at, slots);
			if (
				sets <= lastTried / 2 &&
				this.#worthBounding(left, chosen.length + terms.length - at, sets)
			) {
				lastTried = sets;
				if (this.#hopeless(left, [...chosen, ...terms.slice(at)], weights)) {
					this.#done += sets;
					return;
				}
			}
			const set = [...chosen, terms[at]];
			if (slots === 1) {
				this.#single(this.#cells.complete(left, at), set, weights);
				continue;
			}
			const list = this.#cells.include(left, at);
			this.#extend(list, set, at + 1, slots - 1, this.#fitted(list, set, weights));
			left = this.#cells.leaveOut(left, at);
		}
	}

	#worthBounding(list: CellList, width: number, sets: number): boolean {
		return sets * SMALL_FIT > 4 * list.length * (width + 1) ** 2;
	}

	/** Whether not even all of the terms together can beat the known card. */
	#hopeless(list: CellList, terms: readonly number[], weights: readonly number[]): boolean {
		const cells = this.#cells.dense(list, terms);
		this.#work.add(cells.rows * (cells.width + 1) ** 2, this.#share);
		return (
			this.#fit.bound(cells, padded(weights, cells.width), this.#cutoff, false) >= this.#cutoff
		);
	}

	#single(list: CellList, set: readonly number[], weights: readonly number[]): void {
		this.#done++;
		const cells = this.#cells.dense(list, set);
		this.#work.add(SMALL_FIT / 4 + cells.rows * (cells.width + 1) ** 2, this.#share);
		const floor = this.#fit.bound(cells, padded(weights, cells.width), this.#cutoff, false);
		if (floor < this.#cutoff) this.#survivor(list, set);
	}

	/** Intercept and weights of the chosen terms, from which fits of more terms start. */
	#fitted(list: CellList, set: readonly number[], weights: readonly number[]): readonly number[] {
		const cells = this.#cells.dense(this.#cells.closed(list), set);
		this.#fit.bound(cells, padded(weights, cells.width), Infinity, true);
		return Array.from(this.#fit.weights);
	}

	/** Every card of a set that may hold a better one. */
	#survivor(list: CellList, set: readonly number[]): void {
		const problem = this.#cells.problemOf(list, set);
		const optimum = continuousOptimum(problem);
		if (optimum.loss < (this.bound?.loss ?? Infinity)) {
			const weights = this.#cells.spread(problem, set, optimum.weights);
			this.bound = { loss: optimum.loss, weights };
		}
		const card = proveRays(problem, optimum, this.#best, this.#work, this.#share);
		if (!card) return;
		this.#best = card.loss;
		this.card = { ...card, steps: Int32Array.from(this.#cells.spread(problem, set, card.steps)) };
	}
}

function padded(weights: readonly number[], width: number): number[] {
	return Array.from({ length: width + 1 }, (_, j) => weights[j] ?? 0);
}

function combinations(from: number, choose: number): number {
	let count = 1;
	for (let i = 0; i < choose; i++) count = (count * (from - i)) / (i + 1);
	return Math.round(count);
}
