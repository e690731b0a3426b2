import { join } from 'node:path';
import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { ScanNotes } from './broken-records.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import type { WantedColumn, WholeColumn } from './profile-columns.ts';
import { profile, readSource, scanSource, type EarlyLoad } from './read-source.ts';
import type { SampledColumn } from './sample-columns.ts';
import type { ScannedFile, SourceFile } from './source-file.ts';

/** One of several files that are read as one table. */
export interface FilePart {
	file: SourceFile;
	scanned: ScannedFile;
	notes: ScanNotes;
	/** What the engine reads of it. */
	source: CsvSource;
	/** Folder for what is needed only meanwhile. */
	folder: string;
	/** Good records, and records of any kind, of the parts before it. */
	rowsBefore: number;
	recordsBefore: number;
}

/** Files of one header, read as one table of texts. */
export interface ReadFiles {
	parts: FilePart[];
	/** What the engine loads from: a file itself, or a table that was made of all of them. */
	source: CsvSource;
	/** Its columns. */
	names: string[];
	/** Those without a name in the header. */
	unnamed: string[];
	whole: WholeColumn[];
	/** Whether the rows were loaded on the way, see `early`. */
	loaded: boolean;
}

/** A column that is added to those of the files. */
export interface AddedColumn {
	name: string;
	/** The value as an SQL expression over `texts` and the joined tables. */
	expression: string;
}

export interface ReadFilesOptions {
	/** Folder for what is needed only while the files are read. */
	folder: string;
	/** Attached database for a table of texts, where one is needed. */
	database: string;
	/** Name of that table. */
	table: string;
	missing: string[];
	/** Rows from which the reading of a column is guessed before all are looked at. */
	sampleRows: number;
	wanted: (names: string[], sampled: SampledColumn[]) => WantedColumn[];
	/** Changes a column's texts while they are read, as an SQL expression; null leaves it as it is. */
	rewritten?: (name: string) => ((text: string) => string) | null;
	/** Columns from other tables, with the joins they need. */
	added?: { columns: AddedColumn[]; joins: string };
	/** Loads one file that is taken as it is while it is still scanned. */
	early?: EarlyLoad;
	onProgress: (share: number) => void;
}

/**
 * Reads the files of one role. One file that is taken as it is goes by the quickest way: the engine looks at its columns
 * while it is still scanned. Several files, changed texts and added columns become a table of texts first.
 *
 * @throws WorkbenchError files-differ where their headers do; what `readSource` throws
 */
export async function readFiles(
	engine: Engine,
	files: SourceFile[],
	options: ReadFilesOptions
): Promise<ReadFiles> {
	checkHeaders(files);
	const [first] = files;
	const { names, unnamed } = first.dialect;
	const rewritten = names.map((name) => options.rewritten?.(name) ?? null);
	const asItIs = files.length === 1 && !options.added && rewritten.every((each) => each === null);
	if (asItIs) {
		const wanted = (sampled: SampledColumn[]) => options.wanted(names, sampled);
		const { whole, loaded, ...read } = await readSource(engine, first, { ...options, wanted });
		const part = { ...read, file: first, folder: options.folder, rowsBefore: 0, recordsBefore: 0 };
		return { parts: [part], source: read.source, names, unnamed, whole, loaded };
	}
	const parts = await scanParts(files, options);
	const source = await makeTable(engine, parts, rewritten, options);
	const all = [...names, ...(options.added?.columns ?? []).map(({ name }) => name)];
	const wanted = (sampled: SampledColumn[]) => options.wanted(all, sampled);
	const found = await profile(engine, source, { sampleRows: options.sampleRows, wanted });
	return { parts, source, names: all, unnamed, ...found };
}

async function scanParts(files: SourceFile[], options: ReadFilesOptions): Promise<FilePart[]> {
	const parts: FilePart[] = [];
	let [rowsBefore, recordsBefore, bytesBefore] = [0, 0, 0];
	const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
	for (const [i, file] of files.entries()) {
		const folder = join(options.folder, `part-${i}`);
		const read = await scanSource(file, {
			folder,
			missing: options.missing,
			onProgress: (share) => options.onProgress((bytesBefore + share * file.bytes) / bytes)
		});
		parts.push({ ...read, file, folder, rowsBefore, recordsBefore });
		const { records, badRecords } = read.scanned.structure;
		rowsBefore += records - badRecords;
		recordsBefore += records;
		bytesBefore += file.bytes;
	}
	return parts;
}

/** The table keeps the order of the files and of their rows. */
async function makeTable(
	engine: Engine,
	parts: FilePart[],
	rewritten: (((text: string) => string) | null)[],
	{ database, table, added }: ReadFilesOptions
): Promise<CsvSource> {
	const unlimited = { deadlineMs: Infinity };
	const name = `${database}.${table}`;
	const { names } = parts[0].file.dialect;
	const base = added ? `${name}_own` : name;
	for (const [i, { file, source }] of parts.entries()) {
		const columns = names.map((each, column) => {
			const text = textOf(source, file.dialect.names.indexOf(each));
			return `${rewritten[column]?.(text) ?? text} AS c${column}`;
		});
		const select = `SELECT ${columns.join(', ')} FROM ${readCsv(source)}`;
		const how = i === 0 ? `CREATE TABLE ${base} AS` : `INSERT INTO ${base}`;
		await engine.run(`${how} ${select}`, unlimited);
	}
	if (added) {
		const columns = added.columns.map(
			({ expression }, i) => `${expression} AS c${names.length + i}`
		);
		const texts = names.map((_, column) => `texts.c${column}`);
		await engine.run(
			`CREATE TABLE ${name} AS SELECT ${[...texts, ...columns].join(', ')}
			FROM ${base} AS texts ${added.joins} ORDER BY texts.rowid`,
			unlimited
		);
		await engine.run(`DROP TABLE ${base}`);
	}
	const columns = names.length + (added?.columns.length ?? 0);
	return { ...parts[0].source, columns, table: name };
}

/** Files of one role must have the same columns, in any order. */
function checkHeaders([first, ...others]: SourceFile[]): void {
	const issues: Issue[] = others.flatMap((file) => {
		const missing = first.dialect.names.filter((name) => !file.dialect.names.includes(name));
		const more = file.dialect.names.filter((name) => !first.dialect.names.includes(name));
		if (missing.length === 0 && more.length === 0) return [];
		const params = { file: file.name, first: first.name };
		const shown = (names: string[]) => names.slice(0, 5).join(', ');
		return [
			issue('files-differ', 'error', { ...params, missing: shown(missing), more: shown(more) })
		];
	});
	if (issues.length === 0) return;
	throw new WorkbenchError('files-differ', { first: first.name }, { issues });
}
