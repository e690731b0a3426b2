import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { closestName } from '#lib/domain/closest-name.ts';
import { lineOfRecord, type CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { MOST_COLUMNS } from '#lib/domain/logistic/design-from-terms.ts';
import { needsCleanCopy, writeCleanCopy } from '#lib/server/db/load/clean-copy.ts';
import type { CsvSource } from '#lib/server/db/load/csv-source.ts';
import { openSourceFile, scanFile, type SourceFile } from '#lib/server/db/load/source-file.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { tableCells, type NamedColumn, type TableCells } from '#lib/server/queries/table-cells.ts';
import { readAs } from '#lib/server/db/load/reading-sql.ts';
import { tableColumns, type TableColumn } from '#lib/server/queries/table-columns.ts';
import { tableMatches } from '#lib/server/queries/table-matches.ts';
import { tableValues } from '#lib/server/queries/table-values.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

export interface TableRequest {
	outcome: string;
	/** Value of the outcome that is a win; without it the outcome has to be 0/1 or true/false. */
	event?: string;
	/** Columns of terms or scores. */
	columns: string[];
	/** Whether all of them have to be numbers. */
	numbersOnly?: boolean;
	/** Column of counts. */
	weights?: string;
}

/** Texts that mean "no value"; NaN and infinities do not, they are refused. */
const MISSING = ['NA', 'N/A', 'n/a', '#N/A', 'NULL', 'null'];

/**
 * Reads columns of a CSV file as cells: an outcome, terms or scores, and counts if the rows are grouped. Rows with a
 * missing value are left out and counted; everything else that is not as it should be is refused, because a figure of half a
 * file would mislead.
 *
 * @throws WorkbenchError file-…, records-broken, field-unknown, field-near, column-twice, column-not-finite,
 * column-not-number, not-fitted (too-many-levels), weights-invalid, event-needed, event-unknown, no-complete-rows
 */
export async function readTable(path: string, request: TableRequest): Promise<TableCells> {
	const file = await openSourceFile(resolve(path), basename(path));
	const at = positions(file.dialect.names, request);
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-'));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	try {
		const source = await wholeSource(file, folder);
		const engine = await openEngine({
			directories: [folder],
			files: [await realpath(file.path)],
			spillDirectory: join(folder, 'spill')
		});
		return await cellsOf(engine, source, at, request).finally(() => engine.close());
	} finally {
		process.off('exit', forget);
		await rm(folder, { recursive: true, force: true });
	}
}

interface Positions {
	outcome: number;
	columns: number[];
	weights: number | null;
}

function positions(names: string[], { outcome, columns, weights }: TableRequest): Positions {
	const used = [outcome, ...columns, ...(weights === undefined ? [] : [weights])];
	const twice = used.find((name, i) => used.indexOf(name) !== i);
	if (twice !== undefined) throw new WorkbenchError('column-twice', { column: twice });
	const at = (name: string) => {
		const found = names.indexOf(name);
		if (found >= 0) return found;
		const near = closestName(name, names);
		if (near === null) throw new WorkbenchError('field-unknown', { field: name });
		throw new WorkbenchError('field-near', { field: name, near });
	};
	return {
		outcome: at(outcome),
		columns: columns.map(at),
		weights: weights === undefined ? null : at(weights)
	};
}

/** The file as the engine may read it, under a name without wildcards. @throws WorkbenchError records-broken */
async function wholeSource(file: SourceFile, folder: string): Promise<CsvSource> {
	const { dialect, name } = file;
	const { structure } = await scanFile(file, () => {});
	if (structure.badRecords > 0) throw broken(structure, dialect.dataLine, name);
	const path = join(folder, 'source.csv');
	const columns = dialect.names.length;
	const common = { path, delimiter: dialect.delimiter, columns, missing: MISSING };
	if (needsCleanCopy(structure, dialect)) {
		await writeCleanCopy(file, path);
		return { ...common, skip: 0 };
	}
	await symlink(await realpath(file.path), path);
	return { ...common, skip: dialect.dataLine - 1 };
}

function broken(structure: CsvStructure, dataLine: number, name: string): WorkbenchError {
	const line = lineOfRecord(structure, dataLine, structure.bad[0]);
	return new WorkbenchError('records-broken', { name, records: structure.badRecords, line });
}

async function cellsOf(
	engine: Engine,
	source: CsvSource,
	at: Positions,
	request: TableRequest
): Promise<TableCells> {
	const weighed = at.weights === null ? [] : [at.weights];
	const found = await tableColumns(engine, source, [...at.columns, ...weighed]);
	const columns = request.columns.map((name, i) => ({
		name,
		column: at.columns[i],
		reading: readingOf(name, found[i], request.numbersOnly ?? false)
	}));
	const weights =
		at.weights === null
			? null
			: {
					name: request.weights as string,
					column: at.weights,
					reading: readingOf(request.weights as string, found[at.columns.length], true)
				};
	if (weights) await checkWeights(engine, source, weights);
	const isEvent = await eventOf(engine, source, at.outcome, request);
	const outcome = { column: at.outcome, isEvent };
	const cells = await tableCells(engine, source, { columns, outcome, weights });
	if (cells.n.length === 0) throw new WorkbenchError('no-complete-rows', { rows: cells.omitted });
	return cells;
}

function readingOf(name: string, found: TableColumn, numbersOnly: boolean): NamedColumn['reading'] {
	const { reading, notFinite, distinct, filled } = found;
	if (notFinite > 0 && (reading !== 'text' || filled === notFinite)) {
		const params = { column: name, value: found.notFiniteExample ?? '', rows: notFinite };
		throw new WorkbenchError('column-not-finite', params);
	}
	if (reading !== 'text' || filled === 0) return reading;
	if (numbersOnly) {
		throw new WorkbenchError('column-not-number', { column: name, value: found.wordExample ?? '' });
	}
	if (distinct > MOST_COLUMNS) {
		const params = { term: name, levels: distinct, most: MOST_COLUMNS };
		throw new WorkbenchError('not-fitted', { reason: 'too-many-levels', ...params });
	}
	return reading;
}

/** Counts are whole numbers from 0 on; a row without one would be a row of unknown weight. */
async function checkWeights(
	engine: Engine,
	source: CsvSource,
	weights: NamedColumn
): Promise<void> {
	const { name, column, reading } = weights;
	const value = (text: string) => readAs(reading, text);
	const bad = await tableMatches(
		engine,
		source,
		column,
		(text) => `NOT coalesce(${value(text)} >= 0 AND ${value(text)} = floor(${value(text)}), false)`
	);
	if (bad.rows === 0) return;
	const params = { column: name, value: bad.example ?? '', rows: bad.rows };
	throw new WorkbenchError('weights-invalid', params);
}

/** What a win is: the value that was named, or 1 of 0 and 1, true of true and false. */
async function eventOf(
	engine: Engine,
	source: CsvSource,
	column: number,
	{ outcome, event }: TableRequest
): Promise<(text: string) => string> {
	const values = await tableValues(engine, source, column, 6);
	const shown = values.slice(0, 5).join(', ') + (values.length > 5 ? ', …' : '');
	if (event === undefined) {
		if (values.every((value) => [0, 1].includes(numberOf(value)))) return equals('1');
		const flags = values.every((value) => ['true', 'false'].includes(value.toLowerCase()));
		if (flags) return (text) => `lower(${text}) = 'true'`;
		throw new WorkbenchError('event-needed', { column: outcome, values: shown });
	}
	const isEvent = equals(event);
	const { rows } = await tableMatches(engine, source, column, isEvent);
	if (rows > 0) return isEvent;
	throw new WorkbenchError('event-unknown', { column: outcome, value: event, values: shown });
}

/** As a text, or as a number where it is one: 1 is also 1.0. */
function equals(event: string): (text: string) => string {
	const number = numberOf(event);
	return (text) => {
		const same = `${text} = ${quoteText(event)}`;
		return Number.isFinite(number) ? `(${same} OR TRY_CAST(${text} AS DOUBLE) = ${number})` : same;
	};
}

function numberOf(text: string): number {
	return text.trim() === '' ? NaN : Number(text);
}
