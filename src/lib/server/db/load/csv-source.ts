import type { CsvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { LONGEST_RECORD_BYTES } from './source-file.ts';

/** A well-formed CSV file as a table of texts `c0, c1, …`; a missing value is NULL. */
export interface CsvSource {
	path: string;
	delimiter: CsvDialect['delimiter'];
	columns: number;
	/** Physical lines before the first record. */
	skip: number;
	missing: string[];
	/** The table that was made of it, if one was, with its columns and what was added to them. */
	table?: string;
}

/** The table expression. Nothing is left to be guessed by the engine, and no name from the file stands in it. */
export function readCsv(source: CsvSource): string {
	if (source.table !== undefined) return source.table;
	const columns = Array.from({ length: source.columns }, (_, i) => `'c${i}': 'VARCHAR'`);
	return `read_csv(${quoteText(source.path)}, auto_detect = false, header = false, skip = ${source.skip},
		delim = ${quoteText(source.delimiter)}, quote = '"', escape = '"', compression = 'none',
		max_line_size = ${LONGEST_RECORD_BYTES + 2}, nullstr = [${nullTexts(source).map(quoteText).join(', ')}],
		columns = {${columns.join(', ')}})`;
}

/** Texts the engine itself can take for "no value"; see `missingInSql` for the others. */
function nullTexts({ missing, delimiter }: CsvSource): string[] {
	return ['', ...new Set(missing.filter((text) => text !== '' && isPlain(text, delimiter)))];
}

/** Texts that mean "no value" but hold a delimiter, a quotation mark or a line end, which the engine refuses there. */
export function unusualMissing({ missing, delimiter, table }: CsvSource): string[] {
	if (table !== undefined) return [];
	return missing.filter((text) => text !== '' && !isPlain(text, delimiter));
}

function isPlain(text: string, delimiter: string): boolean {
	return !text.includes(delimiter) && !/["\r\n]/.test(text);
}

/** A column of the source as text, NULL where it is missing. */
export function textOf(source: CsvSource, column: number): string {
	const unusual = unusualMissing(source).map(quoteText);
	if (unusual.length === 0) return `c${column}`;
	return `(CASE WHEN c${column} IN (${unusual.join(', ')}) THEN NULL ELSE c${column} END)`;
}
