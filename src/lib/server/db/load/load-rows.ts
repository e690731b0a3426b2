import { isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Engine, RunOptions } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import type { ColumnPlan, RolePlan, TypedRole } from './plan-columns.ts';
import { asPromised, attempt, readAs, readSurely } from './reading-sql.ts';

/** All there is to know for loading a file. */
export interface LoadPlan {
	source: CsvSource;
	mapping: Mapping;
	names: string[];
	columns: ColumnPlan[];
	roles: RolePlan[];
}

/** The table with the rows as they were loaded. */
export function loadedRows(database: string): string {
	return `${database}.stored_leads`;
}

/** Largest amount whose cents a double still counts exactly. */
export const LARGEST_AMOUNT = 9e13;

/** The column of `stored_leads` in which a role finds its value. */
export function roleColumn(role: RolePlan, columns: ColumnPlan[]): string {
	const column = columns.find(({ index }) => index === role.index);
	return column?.stored === role.reading ? column.column : `as_${columnWord(role.role)}`;
}

/** The column with the text a role could not read; it is there only while rows are checked. */
export function foundColumn(role: TypedRole): string {
	return `found_${columnWord(role)}`;
}

function columnWord(role: TypedRole): string {
	return role.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Reads the file into `stored_leads` of an attached database in one pass, every record of it, in the order of
 * the file, so that `rowid + 1` counts records.
 */
export async function loadRows(
	engine: Engine,
	database: string,
	plan: LoadPlan,
	options: RunOptions & {
		/** The columns are only promised by the first rows: the statement fails at the first value that breaks a promise. */
		promised?: boolean;
	}
): Promise<void> {
	const { promised = false, ...run } = options;
	await createLevels(engine, database, plan.columns);
	const stored = plan.columns.map((column) =>
		promised
			? promisedColumn(column, database, plan.source)
			: storedColumn(column, database, plan.source)
	);
	const extras = [...outcomeColumn(plan), ...roleColumns(plan), ...valueColumn(plan, promised)];
	const from = promised ? withAttempts(plan) : readCsv(plan.source);
	await engine.run(
		`CREATE TABLE ${loadedRows(database)} AS SELECT ${[...stored, ...extras].join(', ')} FROM ${from}`,
		{ deadlineMs: Infinity, ...run }
	);
}

/** Takes away what a load left behind that failed. */
export async function dropRows(engine: Engine, database: string, columns: ColumnPlan[]) {
	await engine.run(`DROP TABLE IF EXISTS ${loadedRows(database)}`);
	for (const { column } of columns) {
		await engine.run(`DROP TYPE IF EXISTS ${database}.${levelsType(column)}`);
	}
}

/** The texts of the file with what every one of them would be read as, once for all that look at it. */
function withAttempts({ columns, source }: LoadPlan): string {
	const tried = columns.flatMap(({ index, stored }) =>
		stored === 'text' ? [] : [`${attempt(stored, textOf(source, index))} AS tried_${index}`]
	);
	return tried.length === 0
		? readCsv(source)
		: `(SELECT *, ${tried.join(', ')} FROM ${readCsv(source)}) AS attempts`;
}

/** The types of the columns stored as levels, filled by the engine itself: no value stands in a statement. */
async function createLevels(engine: Engine, database: string, columns: ColumnPlan[]) {
	for (const { index, column, levels } of columns) {
		if (!levels) continue;
		const texts = `SELECT unnest(levels_${index}) AS level FROM ${levels}`;
		await engine.run(
			`CREATE TYPE ${database}.${levelsType(column)} AS ENUM (SELECT level FROM (${texts}) ORDER BY level)`
		);
	}
}

export function levelsType(column: string): string {
	return `${column}_levels`;
}

function storedColumn(plan: ColumnPlan, database: string, source: CsvSource): string {
	const text = textOf(source, plan.index);
	if (plan.levels)
		return `CAST(${text} AS ${database}.${levelsType(plan.column)}) AS ${plan.column}`;
	if (plan.whole) return `CAST(${text} AS INTEGER) AS ${plan.column}`;
	const read = plan.sure ? readSurely : readAs;
	return `${read(plan.stored, text)} AS ${plan.column}`;
}

function promisedColumn(plan: ColumnPlan, database: string, source: CsvSource): string {
	if (plan.stored === 'text') return storedColumn(plan, database, source);
	const { index, stored, whole, column } = plan;
	return `${asPromised(stored, textOf(source, index), `tried_${index}`, whole)} AS ${column}`;
}

/** The flag outcome; NULL where it is not known or, with `lost` values given, still open. */
function outcomeColumn({ mapping: { outcome }, names, source }: LoadPlan): string[] {
	if (!isFlag(outcome)) return [];
	const text = textOf(source, names.indexOf(outcome.column));
	const isOneOf = (values: string[]) =>
		values.length > 0 ? `${text} IN (${values.map(quoteText).join(', ')})` : 'false';
	const lost = outcome.lost ? isOneOf(outcome.lost) : `${text} IS NOT NULL`;
	return [`CASE WHEN ${isOneOf(outcome.won)} THEN true WHEN ${lost} THEN false END AS won`];
}

/** Values of roles whose column is kept as text, and the texts a role could not read. */
function roleColumns({ roles, columns, source }: LoadPlan): string[] {
	return roles.flatMap((role) => {
		const text = textOf(source, role.index);
		const own = roleColumn(role, columns);
		return [
			...(own.startsWith('as_') ? [`${readAs(role.reading, text)} AS ${own}`] : []),
			...(role.unreadable > 0 ? [`${text} AS ${foundColumn(role.role)}`] : [])
		];
	});
}

function valueColumn({ roles, source }: LoadPlan, promised: boolean): string[] {
	const value = roles.find(({ role }) => role === 'value');
	if (!value) return [];
	const read = value.unreadable === 0 ? readSurely : readAs;
	const amount = promised
		? `tried_${value.index}`
		: read(value.reading, textOf(source, value.index));
	return [
		`CASE WHEN abs(${amount}) <= ${LARGEST_AMOUNT} THEN CAST(round(${amount} * 100) AS BIGINT) END AS value_cents`
	];
}
