import type { CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { shiftTables } from './broken-records.ts';
import { levelsType, roleColumn, type LoadPlan } from './load-rows.ts';

/**
 * Record number and line of every loaded row, as table `positions (rid, record, line)`: rows count on where
 * records were broken, lines where fields hold line breaks.
 */
export async function findPositions(
	engine: Engine,
	database: string,
	folder: string,
	structure: CsvStructure,
	dataLine: number
): Promise<void> {
	const shifts = shiftTables(folder, structure);
	await shifts.records.load(engine);
	await shifts.lines.load(engine);
	await engine.run(
		`CREATE OR REPLACE TABLE positions AS
		SELECT numbered.rid, numbered.record, numbered.record + ${dataLine - 1} + coalesce(line_shifts.shift, 0) AS line
		FROM (
			SELECT loaded_rows.rowid AS rid, loaded_rows.rowid + 1 + coalesce(record_shifts.shift, 0) AS record_at
			FROM ${database}.stored_leads AS loaded_rows ASOF LEFT JOIN record_shifts
				ON loaded_rows.rowid + 1 >= record_shifts.position
		) AS numbered (rid, record) ASOF LEFT JOIN line_shifts ON numbered.record >= line_shifts.record`,
		{ deadlineMs: Infinity }
	);
}

/** Copies the rows that are not in `bad_rows` to another database, in the order of the file. */
export async function keepGoodRows(
	engine: Engine,
	from: string,
	to: string,
	plan: LoadPlan
): Promise<void> {
	const levels = plan.columns.filter((column) => column.levels);
	for (const { column } of levels) {
		const type = levelsType(column);
		await engine.run(
			`CREATE TYPE ${to}.${type} AS ENUM (SELECT unnest(enum_range(NULL::${from}.${type})))`
		);
	}
	const columns = plan.columns.map(({ column, levels }) =>
		levels ? `CAST(CAST(${column} AS VARCHAR) AS ${to}.${levelsType(column)}) AS ${column}` : column
	);
	await engine.run(
		`CREATE TABLE ${to}.stored_leads AS
		SELECT record AS row_number, line, ${[...columns, ...roleColumns(plan)].join(', ')}
		FROM ${from}.stored_leads AS loaded JOIN positions ON loaded.rowid = positions.rid
		WHERE positions.rid NOT IN (SELECT rid FROM bad_rows) ORDER BY record`,
		{ deadlineMs: Infinity }
	);
}

function roleColumns(plan: LoadPlan): string[] {
	const own = plan.roles.map((role) => roleColumn(role, plan.columns));
	return [
		...own.filter((column) => column.startsWith('as_')),
		...('column' in plan.mapping.outcome ? ['won'] : []),
		...(plan.mapping.value ? ['value_cents'] : [])
	];
}
