import type { DenseCells } from './bounded-fit.ts';
import type { CardProblem } from './card-problem.ts';
import { emptyList, merged, type CellList } from './cell-list.ts';
import { byStrength, supportTable, type SupportTable } from './support-table.ts';

/**
 * Merged cells for sets of rules that give points, or that change; all other rules stay at home: at 0, or at today's
 * points.
 */
export class SupportCells {
	/** Terms that have to be in every set. */
	readonly forced: number[];
	/** Terms that may be in a set, strongest first. */
	readonly terms: number[];
	/** How many of them make a set. */
	readonly slots: number;
	readonly #problem: CardProblem;
	/** Steps of each term at home; 0 for forced terms, which have none. */
	readonly #home: Float64Array;
	readonly #table: SupportTable;
	/** Values of the open terms as small whole numbers, and how many. */
	readonly #levels: { level: Int32Array; count: number }[];

	constructor(problem: CardProblem) {
		const { fixed, low, high, today, mostRules, mostChanged } = problem;
		const byChange = mostChanged < low.length - fixed;
		const free = [...low.keys()].slice(fixed);
		this.#problem = problem;
		const at = Float64Array.from(low, (least, j) => {
			if (j < fixed) return 1;
			if (byChange) return today[j];
			return least <= 0 && high[j] >= 0 ? 0 : NaN;
		});
		this.forced = free.filter((j) => Number.isNaN(at[j]));
		this.#home = at.map((steps) => (Number.isNaN(steps) ? 0 : steps));
		const open = free.filter((j) => !Number.isNaN(at[j]));
		this.slots = Math.min(open.length, (byChange ? mostChanged : mostRules) - this.forced.length);
		this.terms = byStrength(problem, open);
		this.#table = supportTable(problem, this.#home, this.forced, this.terms);
		this.#levels = this.terms.map((j) => levelsOf(this.#table.columns[j]));
	}

	/** All cells, with no more chosen than the forced terms. */
	root(): CellList {
		const length = this.#table.n.length;
		const differs = new Int32Array(length).fill(-1);
		for (let c = 0; c + 1 < length; c++) {
			for (let at = this.terms.length - 1; at >= 0 && differs[c] === -1; at--) {
				const column = this.#table.columns[this.terms[at]];
				if (column[c] !== column[c + 1]) differs[c] = at;
			}
		}
		const { pattern, patterns } = this.#patterns();
		const row = Int32Array.from(differs.keys());
		return { length, row, pattern, patterns, n: this.#table.n, k: this.#table.k, differs };
	}

	/** Chooses the term at a position; it and all before it are no longer open. */
	include(list: CellList, at: number): CellList {
		const { level, count } = this.#levels[at];
		const renumbered = new Int32Array(list.patterns * count).fill(-1);
		const pattern = new Int32Array(list.length);
		let patterns = 0;
		for (let c = 0; c < list.length; c++) {
			const key = list.pattern[c] * count + level[list.row[c]];
			if (renumbered[key] === -1) renumbered[key] = patterns++;
			pattern[c] = renumbered[key];
		}
		return merged({ ...list, pattern, patterns }, at);
	}

	/** Chooses the term at a position as the last one: no term is open any more. */
	complete(list: CellList, at: number): CellList {
		const { level, count } = this.#levels[at];
		const most = Math.min(list.patterns * count, list.length);
		const out = emptyList(most, most);
		const place = new Int32Array(list.patterns * count).fill(-1);
		for (let c = 0; c < list.length; c++) {
			const key = list.pattern[c] * count + level[list.row[c]];
			let to = place[key];
			if (to === -1) {
				to = place[key] = out.length++;
				out.row[to] = list.row[c];
				out.pattern[to] = to;
			}
			out.n[to] += list.n[c];
			out.k[to] += list.k[c];
		}
		return out;
	}

	/** Leaves the term at a position out; it and all before it are no longer open. */
	leaveOut(list: CellList, at: number): CellList {
		return merged(list, at);
	}

	/** The cells with no term open any more: one a pattern. */
	closed(list: CellList): CellList {
		return merged(list, Infinity);
	}

	/** The cells of a list as a table over a set of terms: what stays at home first, where it matters. */
	dense(list: CellList, set: readonly number[]): DenseCells {
		const { square, pull, constant } = this.#problem.penalty;
		const base = this.#basePenalty(set);
		const withBase = this.#baseMatters(list, set, base);
		const width = set.length + (withBase ? 1 : 0);
		const x = new Float64Array(list.length * width);
		for (let c = 0; c < list.length; c++) {
			let at = c * width;
			if (withBase) x[at++] = this.#baseScore(list.row[c], set);
			for (const j of set) x[at++] = this.#table.columns[j][list.row[c]];
		}
		return {
			rows: list.length,
			width,
			x,
			n: list.n,
			k: list.k,
			square: Float64Array.from([...(withBase ? [base.square] : []), ...set.map((j) => square[j])]),
			pull: Float64Array.from([...(withBase ? [base.pull] : []), ...set.map((j) => pull[j])]),
			constant
		};
	}

	/** The problem of a set alone: all other terms fixed at home. */
	problemOf(list: CellList, set: readonly number[]): CardProblem {
		const { low, high, today, rules, mostRules, fixed } = this.#problem;
		const cells = this.dense(list, set);
		const hasBase: 0 | 1 = cells.width > set.length ? 1 : 0;
		const base = hasBase ? [1] : [];
		const scoringAtHome = this.#home.filter(
			(steps, j) => j >= fixed && steps !== 0 && !set.includes(j)
		).length;
		return {
			...this.#problem,
			columns: Array.from({ length: cells.width }, (_, j) =>
				Float64Array.from({ length: cells.rows }, (_, c) => cells.x[c * cells.width + j])
			),
			n: list.n.slice(0, list.length),
			k: list.k.slice(0, list.length),
			low: Int32Array.from([...base, ...set.map((j) => low[j])]),
			high: Int32Array.from([...base, ...set.map((j) => high[j])]),
			today: Float64Array.from([...base, ...set.map((j) => today[j])]),
			fixed: hasBase,
			mostRules: mostRules - scoringAtHome,
			mostChanged: Infinity,
			penalty: cells,
			rules: [...base.map(() => -1), ...set.map((j) => rules[j])]
		};
	}

	/** Steps or weights of all terms from those of a set: all other terms are at home. */
	spread({ fixed }: CardProblem, set: readonly number[], values: ArrayLike<number>): Float64Array {
		const unit = fixed ? values[0] : 1;
		const all = this.#home.map((steps) => steps * unit);
		set.forEach((j, i) => (all[j] = values[fixed + i]));
		return all;
	}

	#baseScore(row: number, set: readonly number[]): number {
		let score = this.#table.homeScore[row];
		for (const j of set) score -= this.#home[j] * this.#table.columns[j][row];
		return score;
	}

	#basePenalty(set: readonly number[]): { square: number; pull: number } {
		const { square, pull } = this.#problem.penalty;
		const base = { square: 0, pull: 0 };
		this.#home.forEach((steps, j) => {
			if (set.includes(j)) return;
			base.square += square[j] * steps ** 2;
			base.pull += pull[j] * steps;
		});
		return base;
	}

	#baseMatters(list: CellList, set: readonly number[], { square }: { square: number }): boolean {
		if (square > 0) return true;
		if (this.#home.every((steps) => steps === 0)) return false;
		const first = this.#baseScore(list.row[0], set);
		for (let c = 1; c < list.length; c++) {
			if (this.#baseScore(list.row[c], set) !== first) return true;
		}
		return false;
	}

	/** Combinations of the score at home and the forced terms. */
	#patterns(): { pattern: Int32Array; patterns: number } {
		const numbers = new Map<string, number>();
		const pattern = Int32Array.from(this.#table.n, (_, c) => {
			const key = [
				this.#table.homeScore[c],
				...this.forced.map((j) => this.#table.columns[j][c])
			].join();
			if (!numbers.has(key)) numbers.set(key, numbers.size);
			return numbers.get(key) ?? 0;
		});
		return { pattern, patterns: numbers.size };
	}
}

/** Values of a column as small whole numbers, and how many. */
function levelsOf(column: Float64Array): { level: Int32Array; count: number } {
	const ranks = new Map<number, number>();
	const level = Int32Array.from(column, (value) => {
		if (!ranks.has(value)) ranks.set(value, ranks.size);
		return ranks.get(value) ?? 0;
	});
	return { level, count: ranks.size };
}
