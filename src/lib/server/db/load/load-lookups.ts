import { join } from 'node:path';
import type { LookupMapping } from '#lib/domain/mapping/lookup-mapping.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { similarNames } from '#lib/domain/mapping/similar-names.ts';
import { readCsv, textOf } from './csv-source.ts';
import { findPositions } from './find-positions.ts';
import { plainText, pseudonym } from './pseudonym.ts';
import type { AddedColumn, FilePart } from './read-files.ts';
import { scanSource } from './read-source.ts';
import { findBadRows, type RowCheck } from './row-checks.ts';
import type { SourceFile } from './source-file.ts';
import { writeRejects } from './write-rejects.ts';

/** A list of what leads name, loaded, with one row for each name. */
export interface LoadedLookup {
	mapping: LookupMapping;
	part: FilePart;
	/** Table `(key, c0, c1, …)` of its good rows. */
	table: string;
	badRows: string;
	/** Column of the leads, or added to them before, as an expression over the joined tables. */
	names: string;
	/** Its place among the columns of the leads. */
	leadColumn: string;
	added: AddedColumn[];
}

export interface LookupOptions {
	folder: string;
	/** Attached database for what is needed only meanwhile. */
	database: string;
	/** Columns of the lead file. */
	names: string[];
	mapping: Mapping;
	secret: Buffer | null;
	/** Table of rejects. */
	rejects: string;
}

/**
 * Loads the lists that leads refer to, each with the columns it adds to the leads. A name of which the leads have a
 * column already is followed by that of the file, in brackets.
 *
 * @throws WorkbenchError mapping-invalid where the leads have no column it refers to
 */
export async function loadLookups(
	engine: Engine,
	lookups: { file: SourceFile; mapping: LookupMapping }[],
	options: LookupOptions
): Promise<LoadedLookup[]> {
	const expressions = new Map(options.names.map((name, i) => [name, `texts.c${i}`]));
	const loaded: LoadedLookup[] = [];
	for (const [i, { file, mapping }] of lookups.entries()) {
		const names = expressions.get(mapping.leadColumn);
		if (names === undefined) throw unknownColumn(mapping, [...expressions.keys()]);
		const found = await loadLookup(engine, file, mapping, i, options);
		const added = addedColumns(file, mapping, i, new Set(expressions.keys()), options);
		for (const { name, expression } of added) expressions.set(name, expression);
		loaded.push({ ...found, mapping, names, leadColumn: mapping.leadColumn, added });
	}
	return loaded;
}

/** How the rows of the lists are joined to the texts of the leads. */
export function lookupJoins(
	lookups: LoadedLookup[],
	{ mapping, secret }: Pick<LookupOptions, 'mapping' | 'secret'>
): string {
	return lookups
		.map(({ table, names, leadColumn }, i) => {
			const hidden = secret && mapping.pseudonymise?.includes(leadColumn);
			const key = hidden ? pseudonym(`of_${i}.key`, secret) : `of_${i}.key`;
			return `LEFT JOIN (SELECT * REPLACE (${key} AS key) FROM ${table} AS of_${i}) AS of_${i} ON of_${i}.key = ${plainText(names)}`;
		})
		.join(' ');
}

async function loadLookup(
	engine: Engine,
	file: SourceFile,
	mapping: LookupMapping,
	i: number,
	{ folder, database, rejects }: LookupOptions
): Promise<Pick<LoadedLookup, 'part' | 'table' | 'badRows'>> {
	const own = join(folder, `lookup-${i}`);
	const missing = mapping.missing ?? [];
	const read = await scanSource(file, { folder: own, missing, onProgress: () => {} });
	const part = { ...read, file, folder: own, rowsBefore: 0, recordsBefore: 0 };
	const { names } = file.dialect;
	const rows = `${database}.lookup_${i}_rows`;
	const columns = names.map((_, c) => `${textOf(read.source, c)} AS c${c}`);
	const key = plainText(textOf(read.source, names.indexOf(mapping.key)));
	const unlimited = { deadlineMs: Infinity };
	await engine.run(
		`CREATE TABLE ${rows} AS SELECT ${key} AS key, ${columns.join(', ')} FROM ${readCsv(read.source)}`,
		unlimited
	);
	const checks: RowCheck[] = [
		{ code: 'missing-key', column: mapping.key, condition: 'key IS NULL', found: 'NULL' }
	];
	const [badRows, table] = [`${database}.lookup_${i}_bad`, `${database}.lookup_${i}`];
	await findBadRows(engine, rows, badRows, checks, 'key');
	await sameAsFirst(engine, rows, badRows);
	await rejectRows(engine, rejects, { part, rows, badRows, checks, key: mapping.key });
	await engine.run(
		`CREATE TABLE ${table} AS SELECT * FROM ${rows} WHERE rowid NOT IN (SELECT rid FROM ${badRows})`,
		unlimited
	);
	return { part, table, badRows };
}

/** Cause of rows that say nothing which the row with their id has not said: they are merged, not rejected. */
export const SAME_AS_FIRST = -2;

/** Tells rows that repeat the first one of their id in every column from those that contradict it. */
export async function sameAsFirst(engine: Engine, rows: string, badRows: string): Promise<void> {
	await engine.run(
		`UPDATE ${badRows} AS bad SET cause = ${SAME_AS_FIRST}
		FROM ${rows} AS own, ${rows} AS first
		WHERE bad.cause = -1 AND own.rowid = bad.rid AND first.rowid = bad.first_rid AND own IS NOT DISTINCT FROM first`,
		{ deadlineMs: Infinity }
	);
}

async function rejectRows(
	engine: Engine,
	rejects: string,
	found: { part: FilePart; rows: string; badRows: string; checks: RowCheck[]; key: string }
): Promise<void> {
	const { part, rows, badRows, checks, key } = found;
	const positions = `${badRows}_positions`;
	const only = `rowid IN (SELECT rid FROM ${badRows} UNION ALL SELECT first_rid FROM ${badRows})`;
	await findPositions(engine, rows, positions, [part], only);
	const id = { name: key, column: 'key' };
	const judged = { role: 'lookup' as const, parts: [part], rows, badRows, positions, checks, id };
	await writeRejects(engine, rejects, { ...judged, secret: false });
}

function addedColumns(
	file: SourceFile,
	{ key, columns }: LookupMapping,
	i: number,
	taken: Set<string>,
	{ mapping, secret }: LookupOptions
): AddedColumn[] {
	const { names, unnamed } = file.dialect;
	const wanted = columns ?? names.filter((name) => name !== key && !unnamed.includes(name));
	const stem = file.name.replace(/[.][^.]*$/, '');
	return wanted.map((column) => {
		let name = column;
		for (let n = 1; taken.has(name); n++) name = `${column} (${n === 1 ? stem : `${stem} ${n}`})`;
		taken.add(name);
		const text = `of_${i}.c${names.indexOf(column)}`;
		const hidden = secret && mapping.pseudonymise?.includes(name);
		return { name, expression: hidden ? pseudonym(text, secret) : text };
	});
}

function unknownColumn({ leadColumn, file }: LookupMapping, names: string[]): WorkbenchError {
	const close = similarNames(leadColumn, names).join(', ');
	const code = close ? 'mapping-column-near' : 'mapping-column';
	const params = { path: 'lookup.leadColumn', found: leadColumn, close };
	const issues: Issue[] = [issue(code, 'error', params, { column: leadColumn, file })];
	return new WorkbenchError('mapping-invalid', { troubles: 1 }, { issues });
}
