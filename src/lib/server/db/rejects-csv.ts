import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';

/**
 * The rejected rows of a dataset as CSV text, piece by piece: line, column, reason (a code), what was found,
 * the line of the lead that has the same id, and the row itself.
 *
 * @param rejects the relation, quoted and qualified
 * @param file only the rows of this file; without it those of all, of which only one then has any
 */
export async function* rejectsCsv(
	engine: Engine,
	rejects: string,
	file: string | null = null
): AsyncGenerator<string> {
	yield 'line,column,reason,found,first_line,row\n';
	const own = file === null ? '' : `WHERE file = ${quoteText(file)}`;
	const query = `SELECT line, column_name, code, found, first_line, raw FROM ${rejects} ${own} ORDER BY row_number`;
	for await (const piece of engine.stream(query, { deadlineMs: Infinity })) {
		const lines = numbersOf(piece, 'line');
		const first = numbersOrNull(piece, 'first_line');
		const [columns, codes, found, raws] = ['column_name', 'code', 'found', 'raw'].map((name) =>
			textsOf(piece, name)
		);
		yield (
			Array.from(lines, (line, i) =>
				[line, columns[i], codes[i], found[i], first[i], raws[i]].map(csvCell).join(',')
			).join('\n') + '\n'
		);
	}
}

/** What makes a spreadsheet calculate, also behind blanks and in full-width spelling. */
const FORMULA = /^(\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|\t|\r|\u2400)/;

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value: string | number | null): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const harmless = FORMULA.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
