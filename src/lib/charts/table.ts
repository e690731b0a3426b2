import { numbersIn, type Locale } from '#lib/charts/numbers.ts';

/** Rows and columns behind a picture or on a page: read on screen, copied as TSV, saved as CSV. */
export interface Table {
	columns: Column[];
	rows: Cell[][];
}

export interface Column {
	label: string;
	/** `rate` is 0..1 and becomes percent only on screen; `points` are whole; `times` is a ratio such as a lift. */
	kind: 'text' | 'count' | 'points' | 'decimal' | 'rate' | 'times';
	/** Digits after the separator on screen, where the kind leaves it open. */
	digits?: number;
	/** The rows add up, and their sum is worth showing. */
	sum?: boolean;
	/** How its figures are calculated, told where the pointer rests and below the table. */
	formula?: string;
	/** Written into files and copies only: on screen the cell of another column shows it, such as the end of an interval. */
	filesOnly?: boolean;
}

/** null: not measured. */
export type Cell = string | number | null;

/** A cell as the screen shows it. @example cellText(0.5, { label: '', kind: 'rate' }, 'en') // '50%' */
export function cellText(cell: Cell, column: Column, locale: Locale): string {
	if (cell === null) return '–';
	if (typeof cell === 'string') return cell;
	const numbers = numbersIn(locale);
	switch (column.kind) {
		case 'count':
			return numbers.count(cell);
		case 'rate':
			return numbers.percent(cell, column.digits);
		case 'times':
			return numbers.times(cell);
		case 'decimal':
			return numbers.decimal(cell, column.digits);
		default:
			return numbers.points(cell);
	}
}

/** Sum of each column that adds up, null elsewhere; null where no column does. */
export function sumsOf(table: Table): Cell[] | null {
	if (!table.columns.some((column) => column.sum)) return null;
	return table.columns.map((column, c) =>
		column.sum ? table.rows.reduce((sum, row) => sum + (Number(row[c]) || 0), 0) : null
	);
}

/** Rows in order of one column; what was not measured stands last either way. */
export function sortedRows(table: Table, by: number, direction: 1 | -1, locale: Locale): Cell[][] {
	const words = new Intl.Collator(locale, { numeric: true });
	return table.rows.toSorted((a, b) => {
		const [x, y] = [a[by], b[by]];
		if (x === null || y === null) return Number(x === null) - Number(y === null);
		if (typeof x === 'number' && typeof y === 'number') return direction * (x - y);
		return direction * words.compare(String(x), String(y));
	});
}
