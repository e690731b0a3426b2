import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { stageDateColumns, stageDatesQuery } from '#lib/domain/query/stage-dates-query.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { keptTable } from './kept-table.ts';
import type { LeadsSource } from './leads-source.ts';

/** Stages beyond these are too many for a funnel: some files have a free text where the stage should be. */
const MOST_STAGES = 40;

/**
 * Names in a table of stages, the one with most leads first: early stages have more than late ones.
 *
 * @param table - relation with the column stage
 */
export async function stageNames(engine: Engine, table: Sql): Promise<string[]> {
	const query = sql`SELECT stage, COUNT(*) AS n FROM ${table} AS stages GROUP BY stage
ORDER BY n DESC, stage LIMIT ${raw(String(MOST_STAGES))}`;
	const names = textsOf(await engine.run(parameterized(query), { deadlineMs: 600_000 }), 'stage');
	return names.filter((name) => name !== null);
}

/**
 * The leads with the columns of `stageDatesQuery`. Datasets have them since their import; those of an earlier time are
 * joined with them.
 */
export async function leadsWithStages(
	engine: Engine,
	{ stages, table, fileSha256 }: LeadsSource,
	names: string[],
	waysOut: string[]
): Promise<Sql> {
	if (!stages) return sql`(SELECT *, CAST(NULL AS TIMESTAMP) AS out_at FROM ${table})`;
	if (stages.names) return table;
	const query = stageDatesQuery(stages.table, names, waysOut, duckdb);
	const dates = await keptTable(engine, 'stage_dates', fileSha256, query);
	const columns = stageDateColumns(names.length).map((name) => raw(`stage_dates.${name}`));
	return sql`(SELECT leads.*, ${join(columns, ', ')} FROM ${table} AS leads LEFT JOIN ${dates} AS stage_dates ON stage_dates.lead = leads.row_number)`;
}
