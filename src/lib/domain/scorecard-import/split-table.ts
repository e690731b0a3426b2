import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { tableColumns } from './table-headers.ts';

/** A row of a pasted table. */
export interface TableRow {
	/** Line of the text it begins in, from 1. */
	line: number;
	cells: string[];
}

const DELIMITERS = ['\t', ';', ',', '|'];
/** A title and a remark may stand above the header. */
const ROWS_ABOVE = 30;

/**
 * The rows of a text that is a table of rules, or null where no delimiter makes a header of it: tab, semicolon, comma, or the
 * bars of a Markdown or wiki table. Every delimiter is tried; the one under which the header names most is taken.
 */
export function splitTable(text: string): TableRow[] | null {
	const candidates = DELIMITERS.map((delimiter) => rowsOf(text, delimiter));
	const best = candidates
		.map((rows) => ({ rows, named: mostNamed(rows) }))
		.reduce((a, b) => (b.named > a.named ? b : a));
	return best.named > 0 ? best.rows : null;
}

function rowsOf(text: string, delimiter: string): TableRow[] {
	const rows: TableRow[] = [];
	let line = 1;
	let passed = 0;
	for (const { fields, start } of splitRecords(text, delimiter)) {
		line += lineEnds(text.slice(passed, start));
		passed = start;
		const cells = (delimiter === '|' ? withoutFrame(fields) : fields).map((cell) => cell.trim());
		if (!cells.every((cell) => cell === '' || /^:?-{3,}:?$/.test(cell))) rows.push({ line, cells });
	}
	return rows;
}

/** The bars at both ends of a row in Markdown stand for no cell. */
function withoutFrame(cells: string[]): string[] {
	const framed = cells.length > 2 && cells[0].trim() === '' && cells.at(-1)!.trim() === '';
	return framed ? cells.slice(1, -1) : cells;
}

function mostNamed(rows: TableRow[]): number {
	const named = rows.slice(0, ROWS_ABOVE).map(({ cells }) => {
		const columns = cells.length > 1 ? tableColumns(cells) : null;
		return columns ? Object.keys(columns).length : 0;
	});
	return Math.max(0, ...named);
}

function lineEnds(text: string): number {
	return text.split(/\r\n|\r|\n/).length - 1;
}
