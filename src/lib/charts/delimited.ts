import type { Locale } from '#lib/charts/numbers.ts';
import type { Cell, Table } from '#lib/charts/table.ts';

/**
 * A table as a CSV file that the spreadsheet of the language opens with a double click: German with `;`,
 * decimal comma and byte order mark, English with `,`. Texts that a spreadsheet would run are defused.
 *
 * @example toCsv({ columns: [{ label: 'n', kind: 'count' }], rows: [[1.5]] }, 'en') // 'n\r\n1.5\r\n'
 */
export function toCsv(table: Table, locale: Locale): string {
	const separator = locale === 'de' ? ';' : ',';
	const quote = (text: string) =>
		text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	const bom = locale === 'de' ? '\uFEFF' : '';
	return bom + write(table, locale, separator, quote, '\r\n');
}

/** A table for pasting into a spreadsheet. */
export function toTsv(table: Table, locale: Locale): string {
	return write(table, locale, '\t', (text) => text.replaceAll(/[\t\r\n]+/g, ' '), '\n');
}

function write(
	table: Table,
	locale: Locale,
	separator: string,
	quote: (text: string) => string,
	end: string
): string {
	const header = table.columns.map((column) => quote(defuse(column.label)));
	const body = table.rows.map((row) => row.map((cell) => quote(plain(cell, locale))));
	return [header, ...body].map((line) => line.join(separator) + end).join('');
}

function plain(cell: Cell, locale: Locale): string {
	if (cell === null) return '';
	if (typeof cell === 'string') return defuse(cell);
	return locale === 'de' ? String(cell).replace('.', ',') : String(cell);
}

/** A text that starts like a formula gets an apostrophe, so that a spreadsheet shows it instead of running it. */
function defuse(text: string): string {
	return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
