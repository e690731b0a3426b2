/**
 * Leads merged over the rules that are chosen and those that may still be. Cells that differ only in what is still open
 * stand beside each other, so that leaving a rule out is one pass.
 */
export interface CellList {
	length: number;
	/** A row of the table with the cell's values. */
	row: Int32Array;
	/** Number of the cell's combination of chosen values, below `patterns`. */
	pattern: Int32Array;
	patterns: number;
	n: Float64Array;
	k: Float64Array;
	/** Last open term in which the cell differs from the next one, by position; -1 for none. */
	differs: Int32Array;
}

/**
 * A list with room for so many cells and none in it.
 *
 * @example emptyList(4, 2).length // 0
 */
export function emptyList(room: number, patterns: number): CellList {
	return {
		length: 0,
		row: new Int32Array(room),
		pattern: new Int32Array(room),
		patterns,
		n: new Float64Array(room),
		k: new Float64Array(room),
		differs: new Int32Array(room).fill(-1)
	};
}

/**
 * Merges cells that no longer differ: those of a run without a difference after a position that have one pattern.
 *
 * @param at - position of the last term that is no longer open; Infinity where none is open any more
 * @example merged(list, 3).length // as many as differ in terms after the fourth
 */
export function merged(list: CellList, at: number): CellList {
	const { length, patterns } = list;
	const out = emptyList(length, patterns);
	const place = new Int32Array(patterns).fill(-1);
	let runStart = 0;
	for (let c = 0; c < length; c++) {
		const pattern = list.pattern[c];
		let to = place[pattern];
		if (to < runStart) {
			to = place[pattern] = out.length++;
			out.row[to] = list.row[c];
			out.pattern[to] = pattern;
			out.differs[to] = -1;
		}
		out.n[to] += list.n[c];
		out.k[to] += list.k[c];
		if (list.differs[c] <= at) continue;
		out.differs[out.length - 1] = list.differs[c];
		runStart = out.length;
	}
	return out;
}
