import { isFlag } from '#lib/domain/mapping/mapping.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { DERIVED } from './derive-leads.ts';
import type { StageDates } from './stage-dates.ts';
import { levelsType, loadedRows, roleColumn, type LoadPlan } from './load-rows.ts';

/** Which rows are kept, and what is added to them. */
export interface KeptRows {
	/** Table `(rid, …)` of the rows that are not. */
	badRows: string;
	/** Table of `findPositions` with all rows. */
	positions: string;
	/** Table of `deriveLeads`, where there is one. */
	derived: string | null;
	/** Times of the stages of the leads, where there are any. */
	stages: StageDates | null;
}

/** Copies the good rows to another database, in the order of the files. */
export async function keepGoodRows(
	engine: Engine,
	from: string,
	to: string,
	plan: LoadPlan,
	{ badRows, positions, derived, stages }: KeptRows
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
	const added = [
		...(derived ? DERIVED.map((name) => `derived.${name}`) : []),
		...(stages ? stages.columns.map((name) => `dates.${name}`) : [])
	];
	const joins = [
		...(derived ? [`JOIN ${derived} AS derived ON derived.rid = loaded.rowid`] : []),
		...(stages ? [`LEFT JOIN (${stages.query}) AS dates ON dates.lead = positions.row_number`] : [])
	].join(' ');
	await engine.run(
		`CREATE TABLE ${loadedRows(to)} AS
		SELECT row_number, line, ${[...columns, ...roleColumns(plan), ...added].join(', ')}
		FROM ${loadedRows(from)} AS loaded JOIN ${positions} AS positions ON loaded.rowid = positions.rid ${joins}
		WHERE positions.rid NOT IN (SELECT rid FROM ${badRows}) ORDER BY row_number`,
		{ deadlineMs: Infinity }
	);
}

function roleColumns(plan: LoadPlan): string[] {
	const own = plan.roles.map((role) => roleColumn(role, plan.columns));
	return [
		...own.filter((column) => column.startsWith('as_')),
		...(isFlag(plan.mapping.outcome) ? ['won'] : []),
		...(plan.mapping.value ? ['value_cents'] : [])
	];
}
