import type { CardProblem } from './card-problem.ts';
import { collapseDesign } from './collapse-design.ts';

/** The cells of a problem in the order that `CellList` needs: the last of the terms decides first. */
export interface SupportTable {
	/** What all terms at home score together. */
	homeScore: Float64Array;
	/** One column a term of the problem; empty where it is in no set. */
	columns: Float64Array[];
	n: Float64Array;
	k: Float64Array;
}

/**
 * Sorts and merges the cells of a problem for building sets of its terms.
 *
 * @param home - steps of each term at home
 * @param forced - terms of every set
 * @param terms - terms that may be in a set, in the order in which they are chosen
 * @example supportTable(problem, new Float64Array(3), [], [2, 0, 1]).n.length // cells of the problem
 */
export function supportTable(
	{ columns, n, k }: CardProblem,
	home: Float64Array,
	forced: number[],
	terms: number[]
): SupportTable {
	const homeScore = new Float64Array(n.length);
	columns.forEach((column, j) => {
		if (home[j] !== 0) for (let c = 0; c < n.length; c++) homeScore[c] += home[j] * column[c];
	});
	const order = [...forced, ...terms];
	const sorted = collapseDesign({
		names: ['home', ...order.map(String)],
		columns: [homeScore, ...order.map((j) => columns[j])],
		n,
		k
	});
	const back = columns.map((_, j) => sorted.columns[order.indexOf(j) + 1] ?? new Float64Array(0));
	return { homeScore: sorted.columns[0], columns: back, n: sorted.n, k: sorted.k };
}

/**
 * Terms by what each explains alone (score statistic), most first: sets without the strongest are dismissed early.
 *
 * @example byStrength(problem, [0, 1, 2]) // [1, 0, 2]
 */
export function byStrength({ columns, n, k }: CardProblem, terms: number[]): number[] {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const rate = k.reduce((sum, value) => sum + value, 0) / leads;
	const strength = new Map(
		terms.map((j) => {
			const mean = columns[j].reduce((sum, value, c) => sum + n[c] * value, 0) / leads;
			let slope = 0;
			let spread = 0;
			columns[j].forEach((value, c) => {
				slope += (k[c] - n[c] * rate) * value;
				spread += n[c] * (value - mean) ** 2;
			});
			return [j, spread > 0 ? slope ** 2 / spread : 0];
		})
	);
	return [...terms].sort((a, b) => (strength.get(b) ?? 0) - (strength.get(a) ?? 0));
}
