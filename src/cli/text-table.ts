/** Rows as aligned columns: the first to the left, the others to the right. */
export function textTable(rows: string[][]): string {
	const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
	const line = (row: string[]) =>
		row.map((text, c) => (c === 0 ? text.padEnd(widths[c]) : text.padStart(widths[c]))).join('  ');
	return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** A number to some significant digits, as short as it can be; a dash where there is none. */
export function figure(value: number | null, digits = 5): string {
	if (value === null) return '–';
	return String(Number(value.toPrecision(digits)));
}

/** A p value: small ones as such. */
export function pFigure(p: number): string {
	if (p < 1e-300) return '<1e-300';
	return p < 1e-4 ? p.toExponential(1) : p.toFixed(4);
}
