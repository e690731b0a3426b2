import type { Design } from './design.ts';

/**
 * Throws unless the design is one that can be fitted: columns of one length, finite values, 0 <= k <= n.
 *
 * @param caller - name of the function that was called, for the message
 * @throws Error `fitLogistic: ...`
 * @example checkDesign({ names: [], columns: [], n: Float64Array.of(2), k: Float64Array.of(1) }, 'fitLogistic')
 */
export function checkDesign(design: Design, caller: string): void {
	const { names, columns, offset, n, k } = design;
	if (names.length !== columns.length) {
		throw new Error(`${caller}: ${names.length} names, ${columns.length} columns`);
	}
	if (k.length !== n.length) throw new Error(`${caller}: ${n.length} n, ${k.length} k`);
	columns.forEach((column, j) => checkColumn(column, n.length, `column "${names[j]}"`, caller));
	if (offset) checkColumn(offset, n.length, 'offset', caller);
	for (let c = 0; c < n.length; c++) {
		if (!(n[c] >= 0 && k[c] >= 0 && k[c] <= n[c] && n[c] < Infinity)) {
			throw new Error(`${caller}: cell ${c} has n ${n[c]}, k ${k[c]}; needed 0 <= k <= n`);
		}
	}
}

function checkColumn(column: Float64Array, length: number, what: string, caller: string): void {
	if (column.length !== length) {
		throw new Error(`${caller}: ${length} cells, ${column.length} values in ${what}`);
	}
	for (let c = 0; c < length; c++) {
		if (!Number.isFinite(column[c])) {
			throw new Error(`${caller}: ${what} of cell ${c} is ${column[c]}`);
		}
	}
}
