import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Design } from './design.ts';
import type { TermColumns } from './drop-term-tests.ts';

/** One thing a fit is about, as a column over cells. */
export type Term =
	| {
			kind: 'number';
			/** A rule (0, 1), steps reached, or a plain number. */
			name: string;
			values: Float64Array;
	  }
	| {
			kind: 'category';
			name: string;
			/** Level of each cell, as an index into `levels`. */
			level: ArrayLike<number>;
			levels: readonly string[];
	  };

/** A design with what its columns stand for. */
export interface TermDesign {
	design: Design;
	/** Columns of each term. */
	terms: TermColumns[];
	/** Level of each category that has no column: what the others are compared with. */
	references: { name: string; level: string }[];
}

/** More columns than this are a mistake (a column of names or ids), not a model. */
export const MOST_COLUMNS = 500;

/**
 * The columns of a fit: a number is its own column; a category becomes treatment contrasts, one 0/1 column a level, named
 * `column=level`, all but the first level in sorted order (by code unit), which is the reference. Levels without leads have no
 * column.
 *
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured: `too-many-levels` with the term, its levels and the most there may be
 * @throws Error for a level that `levels` does not have
 * @example designFromTerms([{ kind: 'category', name: 'size', level: [0, 1], levels: ['small', 'big'] }], n, k)
 * // design.names ['size=small'], references [{ name: 'size', level: 'big' }]
 */
export function designFromTerms(
	terms: readonly Term[],
	n: Float64Array,
	k: Float64Array
): Measured<TermDesign> {
	const design: Design = { names: [], columns: [], n, k };
	const found: TermDesign = { design, terms: [], references: [] };
	for (const term of terms) {
		const columns = term.kind === 'number' ? [term] : contrastsOf(term, n, found);
		if (design.columns.length + columns.length > MOST_COLUMNS) {
			const params = { term: term.name, levels: columns.length + 1, most: MOST_COLUMNS };
			return notMeasured('too-many-levels', params);
		}
		const first = design.columns.length;
		found.terms.push({ name: term.name, columns: columns.map((_, i) => first + i) });
		for (const { name, values } of columns) {
			design.names.push(name);
			design.columns.push(values);
		}
	}
	return { measured: true, ...found };
}

type Category = Extract<Term, { kind: 'category' }>;

/** Columns of the levels that hold leads, as far as they may go into a design. */
function contrastsOf(term: Category, n: Float64Array, { references }: TermDesign) {
	const present = presentLevels(term, n);
	if (present.length === 0) return [];
	references.push({ name: term.name, level: term.levels[present[0]] });
	const others = present.slice(1);
	// A column each would not fit into memory; their number says enough.
	if (others.length > MOST_COLUMNS)
		return others.map(() => ({ name: '', values: new Float64Array() }));
	return others.map((level) => ({
		name: `${term.name}=${term.levels[level]}`,
		values: Float64Array.from(n, (_, c) => (term.level[c] === level ? 1 : 0))
	}));
}

/** Levels with leads, sorted by their text. */
function presentLevels({ name, level, levels }: Category, n: Float64Array): number[] {
	const seen = new Set<number>();
	for (let c = 0; c < n.length; c++) {
		if (levels[level[c]] === undefined)
			throw new Error(`designFromTerms: "${name}" has no level ${level[c]}`);
		if (n[c] > 0) seen.add(level[c]);
	}
	return [...seen].sort((a, b) => (levels[a] < levels[b] ? -1 : levels[a] > levels[b] ? 1 : 0));
}
