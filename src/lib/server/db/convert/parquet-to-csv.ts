import { realpath, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { MOST_COLUMNS } from '../load/source-file.ts';
import type { Allowance } from './limits.ts';

const MOST_ROWS = 100_000_000;
const LOOK_EVERY_MS = 200;

/**
 * Makes a CSV text of a Parquet file with the engine's own reader. Lists and structures become JSON text, times
 * ISO, NaN a missing value; whole numbers and decimals keep all their digits.
 *
 * @throws WorkbenchError file-cut-short, file-damaged, too-many-columns, too-many-rows, file-unpacks-too-large
 */
export async function parquetToCsv(
	engine: Engine,
	from: { path: string; name: string; bytes: number },
	folder: string,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<string> {
	const to = join(folder, 'converted.csv');
	const link = join(folder, 'source.parquet');
	// The engine takes `*` and `?` in a path for a pattern.
	await symlink(await realpath(from.path), link);
	const file = quoteText(link);
	try {
		const columns = await columnsOf(engine, file, from.name);
		await checkRows(engine, file, from.name);
		const watch = new AbortController();
		const timer = setInterval(() => void tooLarge(to, allowance, watch), LOOK_EVERY_MS);
		const copy = `COPY (SELECT ${columns.join(', ')} FROM read_parquet(${file})) TO ${quoteText(to)}
			(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '')`;
		await engine
			.run(copy, { deadlineMs: Infinity, signal: watch.signal, onProgress })
			.catch((error: unknown) => {
				throw watch.signal.aborted ? watch.signal.reason : error;
			})
			.finally(() => clearInterval(timer));
		allowance.checkSize((await stat(to)).size);
		return to;
	} catch (error) {
		throw troubleOf(error, from.name);
	}
}

async function columnsOf(engine: Engine, file: string, name: string): Promise<string[]> {
	const result = await engine.run(
		`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${file}))`
	);
	const [names, types] = ['column_name', 'column_type'].map((each) => textsOf(result, each));
	if (names.length > MOST_COLUMNS) {
		throw new WorkbenchError('too-many-columns', {
			name,
			columns: names.length,
			most: MOST_COLUMNS
		});
	}
	return names.map((each, i) => {
		const column = quoteName(each ?? '');
		return `${asText(column, types[i] ?? '')} AS ${column}`;
	});
}

function asText(column: string, type: string): string {
	if (/^(STRUCT|MAP|UNION)\b|\]$/.test(type)) return `CAST(to_json(${column}) AS VARCHAR)`;
	if (type === 'DOUBLE' || type === 'FLOAT') {
		return `CASE WHEN NOT isnan(${column}) THEN CAST(${column} AS VARCHAR) END`;
	}
	return `CAST(${column} AS VARCHAR)`;
}

async function checkRows(engine: Engine, file: string, name: string): Promise<void> {
	const result = await engine.run(`SELECT num_rows FROM parquet_file_metadata(${file})`);
	const rows = numbersOf(result, 'num_rows')[0];
	if (rows > MOST_ROWS) throw new WorkbenchError('too-many-rows', { name, rows, most: MOST_ROWS });
	if (rows === 0) throw new WorkbenchError('file-no-rows', { name });
}

async function tooLarge(path: string, allowance: Allowance, watch: AbortController) {
	const { size } = await stat(path).catch(() => ({ size: 0 }));
	try {
		allowance.checkSize(size);
	} catch (error) {
		watch.abort(error);
	}
}

function troubleOf(error: unknown, name: string): unknown {
	if (isWorkbenchError(error)) return error;
	const text = error instanceof Error ? error.message : String(error);
	const cut = /No magic bytes|too small to be a Parquet|footer length/i.test(text);
	const damaged =
		/parquet|thrift|snappy|zstd|gzip|brotli|TProtocol|Invalid Input|corrupt|IO Error/i;
	if (!cut && !damaged.test(text)) return error;
	return new WorkbenchError(cut ? 'file-cut-short' : 'file-damaged', { name }, { cause: error });
}
