import { checkDesign } from './check-design.ts';
import { INTERCEPT, type Design } from './design.ts';
import { scorePass } from './score-pass.ts';
import { runRows } from './run-rows.ts';

/** A term that says nothing which earlier terms do not say already. */
export interface AliasedTerm {
	/** Index into `design.columns`. */
	term: number;
	name: string;
	/** The earlier independent terms (or the intercept) whose weighted sum it is. */
	on: { name: string; coefficient: number }[];
}

/**
 * Finds the terms that are linear combinations of earlier terms and the intercept, over the cells that hold leads.
 * Earlier terms win, so rules belong before nuisance terms.
 *
 * Sequential elimination (Cholesky without pivoting) of the n-weighted cross products: a term is dependent where
 * what remains of its sum of squares is at most `tolerance` of the whole. With whole-number states the cross products
 * are exact, so a rule that differs on one lead in a thousand million is still told apart.
 *
 * @returns dependent terms in order; a column of zeros depends on nothing and has an empty `on`
 * @throws Error `aliasedTerms: ...` for a design that `fitLogistic` would refuse
 * @example aliasedTerms({ names: ['a', 'not a'], columns: [a, notA], n, k })[0].on // intercept 1, a -1
 */
export function aliasedTerms(design: Design, tolerance = 1e-11): AliasedTerm[] {
	checkDesign(design, 'aliasedTerms');
	const size = design.columns.length + 1;
	const cross = crossProducts(design);
	const lower = new Float64Array(size * size);
	const independent: number[] = [];
	const aliased: AliasedTerm[] = [];
	for (let i = 0; i < size; i++) {
		const rest = eliminate(cross, lower, independent, i, size);
		if (rest > tolerance * cross[i * size + i]) {
			lower[i * size + i] = Math.sqrt(rest);
			independent.push(i);
		} else if (i > 0) {
			const on = combination(lower, independent, i, size, design.names);
			aliased.push({ term: i - 1, name: design.names[i - 1], on });
		}
	}
	return aliased;
}

/** Sums of n x_i x_j with the intercept first, divided by four: the information at log-odds 0. */
function crossProducts({ columns, n, k }: Design): Float64Array {
	const at = new Float64Array(columns.length + 1);
	return scorePass(runRows(columns, n.length), n, k, null, at).information;
}

/** Fills row i of the factor over the independent terms; returns what remains of its sum of squares. */
function eliminate(
	cross: Float64Array,
	lower: Float64Array,
	independent: readonly number[],
	i: number,
	size: number
): number {
	let rest = cross[i * size + i];
	for (const j of independent) {
		let sum = cross[i * size + j];
		for (const m of independent) {
			if (m >= j) break;
			sum -= lower[i * size + m] * lower[j * size + m];
		}
		lower[i * size + j] = sum / lower[j * size + j];
		rest -= lower[i * size + j] ** 2;
	}
	return rest;
}

/** Solves for the weights of the independent terms that make up term i; weights of rounding size are left out. */
function combination(
	lower: Float64Array,
	independent: readonly number[],
	i: number,
	size: number,
	names: readonly string[]
): AliasedTerm['on'] {
	const weight = new Float64Array(size);
	for (let a = independent.length - 1; a >= 0; a--) {
		const j = independent[a];
		let sum = lower[i * size + j];
		for (let b = a + 1; b < independent.length; b++) {
			sum -= lower[independent[b] * size + j] * weight[independent[b]];
		}
		weight[j] = sum / lower[j * size + j];
	}
	return independent
		.filter((j) => Math.abs(weight[j]) > 1e-6)
		.map((j) => ({ name: j === 0 ? INTERCEPT : names[j - 1], coefficient: weight[j] }));
}
