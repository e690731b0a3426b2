/**
 * The non-zero values of a set of columns, row by row (compressed sparse rows): row `c` holds the entries
 * `start[c]` to `start[c + 1]`.
 */
export interface SparseRows {
	rows: number;
	start: Uint32Array;
	/** Column of each entry, ascending inside a row. */
	column: Uint16Array;
	/** Value of each entry. */
	value: Float64Array;
}

/**
 * Columns as sparse rows. Rules fire on few leads, so a pass over the entries costs a fraction of a pass over the
 * columns.
 *
 * @param columns - columns of equal length
 * @param rows - their length, needed where there is no column
 * @throws Error for more than 65,535 columns
 * @example sparseRows([Float64Array.of(0, 1), Float64Array.of(1, 1)], 2).start // Uint32Array [0, 1, 3]
 */
export function sparseRows(columns: readonly Float64Array[], rows: number): SparseRows {
	if (columns.length > 65_535) throw new Error(`sparseRows: ${columns.length} columns`);
	const start = new Uint32Array(rows + 1);
	for (const column of columns) {
		for (let c = 0; c < rows; c++) if (column[c] !== 0) start[c + 1]++;
	}
	for (let c = 0; c < rows; c++) start[c + 1] += start[c];
	const next = start.slice(0, rows);
	const entries = start[rows];
	const column = new Uint16Array(entries);
	const value = new Float64Array(entries);
	columns.forEach((values, j) => {
		for (let c = 0; c < rows; c++) {
			if (values[c] === 0) continue;
			value[next[c]] = values[c];
			column[next[c]++] = j;
		}
	});
	return { rows, start, column, value };
}
