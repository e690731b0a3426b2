import { READINGS, typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { lineOfRecord, recordOfRow, type CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { READING_EXAMPLES } from '#lib/domain/ingest/reading-examples.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import type { WholeColumn } from './profile-columns.ts';
import { currencyOf, isPlaceholderDate, isReadable, looksLike } from './reading-sql.ts';

const SHOWN_LINES = 3;
const LONGEST_EXAMPLE = 60;
/** Columns looked at in one pass over the file. */
const COLUMNS_A_PASS = 100;

export interface DoubtOptions {
	names: string[];
	structure: CsvStructure;
	/** Line of the first byte the scanner was given. */
	firstLine: number;
	/** Columns of roles, which reject the rows they cannot read. */
	rejecting: Set<number>;
}

/** Values of a column of which something has to be said. */
interface Finding {
	column: WholeColumn;
	/** What a letter stands for, or a currency. */
	mark: string;
	values: number;
	lines: string;
	example: string;
}

/**
 * What has to be said about how columns are read: conventions that mix, with the first lines of each; dates whose
 * order nobody can tell; several currencies; dates that stand for "no date"; values a chosen reading cannot read.
 * The file is looked at again only where there is something to be said.
 */
export async function columnDoubts(
	engine: Engine,
	source: CsvSource,
	whole: WholeColumn[],
	options: DoubtOptions
): Promise<Issue[]> {
	const name = ({ index }: WholeColumn) => options.names[index];
	const odd = whole.filter(
		({ likely, readable, filled, placeholders }) =>
			likely !== 'text' && (readable < filled || placeholders > 0)
	);
	const money = whole.filter(({ likely }) => likely.endsWith('-amount'));
	const marked = await findMarks(engine, source, odd, markOf, options);
	const currencies = await findMarks(engine, source, money, currencyOf, options);
	return [
		...whole
			.filter(({ others }) => others.length > 0)
			.map((column) => ambiguous(column.others, name(column))),
		...marked.flatMap((found) => markIssue(found, name(found.column), options)),
		...money.flatMap((column) =>
			mixedCurrencies(
				currencies.filter((each) => each.column === column && each.mark !== ''),
				name(column)
			)
		)
	];
}

function ambiguous(readings: Reading[], column: string): Issue {
	const shown = readings.map((each) => READING_EXAMPLES[each]);
	const params = { readings: shown.join(' / '), names: readings.join(', ') };
	return issue('column-ambiguous', 'warning', params, { column });
}

const PLACEHOLDER = 'p';
const UNREADABLE = 'u';

/** What is odd about a value: a letter of the reading that fits instead, or none of them, or a placeholder. */
function markOf(text: string, { likely }: WholeColumn): string {
	const readable = `coalesce(${isReadable(likely, text)}, false)`;
	const placeholder =
		typeOf(likely) === 'timestamp'
			? `CASE WHEN coalesce(${isPlaceholderDate(likely, text)}, false) THEN '${PLACEHOLDER}' END`
			: 'NULL';
	const others = rivals(likely).map(
		(rival, r) =>
			`WHEN ${looksLike(rival, text)} AND coalesce(${isReadable(rival, text)}, false) THEN '${letter(r)}'`
	);
	return `CASE WHEN ${text} IS NULL THEN NULL WHEN ${readable} THEN ${placeholder} ${others.join(' ')} ELSE '${UNREADABLE}' END`;
}

/** Readings whose values beside the likely one mean that conventions mix. */
function rivals(likely: Reading): Reading[] {
	return READINGS.filter((each) => each !== likely && typeOf(each) === typeOf(likely));
}

const letter = (index: number) => String.fromCharCode(65 + index);

async function findMarks(
	engine: Engine,
	source: CsvSource,
	columns: WholeColumn[],
	mark: (text: string, column: WholeColumn) => string,
	{ structure, firstLine }: DoubtOptions
): Promise<Finding[]> {
	const found: Finding[] = [];
	for (let from = 0; from < columns.length; from += COLUMNS_A_PASS) {
		const some = columns.slice(from, from + COLUMNS_A_PASS);
		const marks = some.map((column) => {
			const text = textOf(source, column.index);
			return `(${mark(text, column)}) || chr(10) || left(${text}, ${LONGEST_EXAMPLE}) AS c${column.index}`;
		});
		const result = await engine.run(
			`SELECT name, split_part(cell, chr(10), 1) AS mark, count(*) AS n,
				array_to_string(min(row_number, ${SHOWN_LINES}), ',') AS rows,
				arg_min(substr(cell, strpos(cell, chr(10)) + 1), row_number) AS example
			FROM (UNPIVOT (SELECT row_number() OVER () AS row_number, ${marks.join(', ')} FROM ${readCsv(source)})
				ON ${some.map(({ index }) => `c${index}`).join(', ')} INTO NAME name VALUE cell)
			GROUP BY name, mark ORDER BY min(row_number)`,
			{ deadlineMs: Infinity }
		);
		const [names, letters, rows, examples] = ['name', 'mark', 'rows', 'example'].map((each) =>
			textsOf(result, each)
		);
		numbersOf(result, 'n').forEach((values, i) => {
			const column = some.find(({ index }) => `c${index}` === names[i]);
			const lines = (rows[i] ?? '')
				.split(',')
				.map((row) => lineOfRecord(structure, firstLine, recordOfRow(structure, Number(row))));
			if (!column) return;
			const example = examples[i] ?? '';
			found.push({ column, mark: letters[i] ?? '', values, lines: lines.join(', '), example });
		});
	}
	return found;
}

function markIssue(found: Finding, name: string, { rejecting }: DoubtOptions): Issue[] {
	const { column, mark, values, lines, example } = found;
	const { likely, reading, filled, index } = column;
	const params = { values, lines, example, filled, expected: READING_EXAMPLES[likely] };
	const where = { column: name };
	if (mark === PLACEHOLDER) return [issue('placeholder-dates', 'info', params, where)];
	const unread =
		reading === likely && !rejecting.has(index)
			? [issue('column-unreadable', 'warning', params, where)]
			: [];
	if (mark === UNREADABLE) return unread;
	const other = READING_EXAMPLES[rivals(likely)[mark.charCodeAt(0) - 65]];
	return [...unread, issue('column-mixed', 'warning', { ...params, other }, where)];
}

function mixedCurrencies(found: Finding[], column: string): Issue[] {
	if (found.length < 2) return [];
	const currencies = found.map(({ mark, values }) => `${mark} (${values})`).join(', ');
	const params = { currencies, lines: found[1].lines };
	return [issue('currencies-mixed', 'warning', params, { column })];
}
