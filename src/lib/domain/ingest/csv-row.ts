const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * A row of texts as one record of a CSV text, commas between fields; null and the empty text are the same.
 *
 * @example csvRow(['a', 'b "c"', null]) // 'a,"b ""c""",'
 */
export function csvRow(cells: readonly (string | null)[]): string {
	// A lone empty field would be a blank line, which is no record.
	if (cells.length === 1 && !cells[0]) return '""';
	return cells.map(csvField).join(',');
}

function csvField(cell: string | null): string {
	if (cell === null) return '';
	return NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
