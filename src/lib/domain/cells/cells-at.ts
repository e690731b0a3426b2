import type { Cells } from './cells.ts';

/**
 * Some of the cells, in the order given.
 * @example cellsAt(cells, [0, 2]).length // 2
 */
export function cellsAt(cells: Cells, keep: ArrayLike<number>): Cells {
	const { length } = keep;
	return {
		length,
		states: cells.states.map((column) => picked(column, new Uint8Array(length), keep)),
		...(cells.values && { values: cells.values }),
		test: picked(cells.test, new Uint8Array(length), keep),
		n: picked(cells.n, new Float64Array(length), keep),
		k: picked(cells.k, new Float64Array(length), keep)
	};
}

/** By a loop: mapping costs several times as much, and every calibration cuts hundreds of thousands of cells in two. */
function picked<T extends Uint8Array | Float64Array>(
	column: T,
	into: T,
	keep: ArrayLike<number>
): T {
	for (let i = 0; i < keep.length; i++) into[i] = column[keep[i]];
	return into;
}
