import type { Design } from '#lib/domain/logistic/design.ts';

/** Keys up to this many are counted in a table rather than sorted. */
const LARGEST_TABLE = 1 << 22;
/** Whole values that span fewer than this need no ranking. */
const MANY_LEVELS = 256;

/**
 * The same leads with equal rows merged and rows without leads left out: rows of a file become cells, and cells stay
 * as few when terms are dropped. Everything a likelihood says is unchanged.
 *
 * Rows come out in ascending order of the last column, then of the one before it, and so on, whatever order they came
 * in; so the result does not depend on it.
 *
 * @param design - without an offset
 * @throws Error for an offset, or columns and counts of different length
 * @example collapseDesign({ names: ['a'], columns: [Float64Array.of(1, 0, 1)], n, k }).columns // [[0, 1]]
 */
export function collapseDesign(design: Design): Design {
	const { names, columns, n, k } = design;
	check(design);
	const rows = Uint32Array.from(n.keys()).filter((c) => n[c] > 0);
	let ids: Uint32Array = new Uint32Array(rows.length);
	let count = rows.length > 0 ? 1 : 0;
	for (let j = columns.length - 1; j >= 0; j--) {
		const { level, levels } = levelsOf(columns[j], rows);
		const keys = new Float64Array(rows.length);
		for (let i = 0; i < keys.length; i++) keys[i] = ids[i] * levels + level[i];
		({ ids, count } = renumber(keys, count * levels));
	}
	const first = new Uint32Array(count);
	for (let i = rows.length - 1; i >= 0; i--) first[ids[i]] = rows[i];
	const merged = { n: new Float64Array(count), k: new Float64Array(count) };
	for (let i = 0; i < rows.length; i++) {
		merged.n[ids[i]] += n[rows[i]];
		merged.k[ids[i]] += k[rows[i]];
	}
	const picked = columns.map((column) => new Float64Array(count).map((_, i) => column[first[i]]));
	return { names, columns: picked, ...merged };
}

function check({ names, columns, offset, n, k }: Design): void {
	if (offset) throw new Error('collapseDesign: an offset cannot be merged');
	if (k.length !== n.length) throw new Error(`collapseDesign: ${n.length} n, ${k.length} k`);
	columns.forEach((column, j) => {
		if (column.length === n.length) return;
		throw new Error(`collapseDesign: ${n.length} n, ${column.length} values of "${names[j]}"`);
	});
}

/** A number for each row's value, larger for larger values, and one more than the largest. */
function levelsOf(column: Float64Array, rows: Uint32Array): { level: Uint32Array; levels: number } {
	const level = new Uint32Array(rows.length);
	let lowest = Infinity;
	let highest = -Infinity;
	let whole = true;
	for (const c of rows) {
		const value = column[c];
		if (value < lowest) lowest = value;
		if (value > highest) highest = value;
		whole = whole && value === Math.floor(value);
	}
	if (!whole || highest - lowest >= MANY_LEVELS) return ranks(column, rows);
	for (let i = 0; i < level.length; i++) level[i] = column[rows[i]] - lowest;
	return { level, levels: highest - lowest + 1 };
}

function ranks(column: Float64Array, rows: Uint32Array): { level: Uint32Array; levels: number } {
	const values = new Float64Array(rows.length);
	for (let i = 0; i < rows.length; i++) values[i] = column[rows[i]];
	values.sort();
	let levels = 0;
	for (const value of values) {
		if (levels === 0 || values[levels - 1] !== value) values[levels++] = value;
	}
	const level = new Uint32Array(rows.length);
	for (let i = 0; i < level.length; i++) level[i] = placeOf(column[rows[i]], values, levels);
	return { level, levels };
}

/** Position of a value among the first `length` sorted values. */
function placeOf(value: number, sorted: Float64Array, length: number): number {
	let from = 0;
	let to = length - 1;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (sorted[middle] < value) from = middle + 1;
		else to = middle;
	}
	return from;
}

/** Ranks of keys below `limit`. */
function renumber(keys: Float64Array, limit: number): { ids: Uint32Array; count: number } {
	if (limit > LARGEST_TABLE) {
		const { level, levels } = ranks(keys, Uint32Array.from(keys.keys()));
		return { ids: level, count: levels };
	}
	const table = new Uint32Array(limit);
	for (let i = 0; i < keys.length; i++) table[keys[i]] = 1;
	let count = 0;
	for (let key = 0; key < limit; key++) if (table[key]) table[key] = count++;
	const ids = new Uint32Array(keys.length);
	for (let i = 0; i < ids.length; i++) ids[i] = table[keys[i]];
	return { ids, count };
}
