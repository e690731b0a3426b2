/**
 * A table as CSV text (RFC 4180, LF). Cells that a spreadsheet would take for a formula get a leading
 * apostrophe (OWASP ASVS 1.2.10); numbers are written as numbers, null as an empty field.
 *
 * @example csv(['a'], [['=1+1']]) // "a\n'=1+1\n"
 */
export function csv(header: string[], rows: (string | number | null)[][]): string {
	return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(value: string | number | null): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const safe = /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value;
	return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
