import type { Cells } from './cells.ts';

/**
 * Some of the cells, in the order given.
 * @example cellsAt(cells, [0, 2]).length // 2
 */
export function cellsAt(cells: Cells, keep: readonly number[]): Cells {
	return {
		length: keep.length,
		states: cells.states.map((column) => Uint8Array.from(keep, (c) => column[c])),
		...(cells.values && { values: cells.values }),
		test: Uint8Array.from(keep, (c) => cells.test[c]),
		n: Float64Array.from(keep, (c) => cells.n[c]),
		k: Float64Array.from(keep, (c) => cells.k[c])
	};
}
