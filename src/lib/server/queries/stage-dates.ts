import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { keptTable } from './kept-table.ts';
import type { LeadsSource } from './leads-source.ts';

/** Stages beyond these are too many for a funnel: some files have a free text where the stage should be. */
const MOST_STAGES = 40;

/** Names in the table of stages of a dataset, the one with most leads first: early stages have more than late ones. */
export async function stageNames(engine: Engine, { stages }: LeadsSource): Promise<string[]> {
	if (!stages) return [];
	const query = sql`SELECT stage, COUNT(*) AS n FROM ${stages.table} GROUP BY stage ORDER BY n DESC, stage LIMIT ${raw(String(MOST_STAGES))}`;
	const names = textsOf(await engine.run(parameterized(query)), 'stage');
	return names.filter((name) => name !== null);
}

/**
 * The leads with the first time at each stage of a name (`stage_0`, …) and the time at which they last went a way out
 * without coming back (`out_at`).
 */
export async function leadsWithStages(
	engine: Engine,
	{ stages, table, fileSha256 }: LeadsSource,
	names: string[],
	waysOut: string[]
): Promise<Sql> {
	if (!stages) return sql`(SELECT *, CAST(NULL AS TIMESTAMP) AS out_at FROM ${table})`;
	const at = duckdb.ident('at');
	const first = names.map(
		(name, i) => sql`MIN(CASE WHEN stage = ${name} THEN ${at} END) AS ${raw(`stage_${i}`)}`
	);
	const dates = await keptTable(
		engine,
		'stage_dates',
		fileSha256,
		sql`SELECT lead, ${join([...first, outAt(waysOut, at)], ', ')} FROM ${stages.table} GROUP BY lead`
	);
	const columns = [...names.map((_, i) => `stage_${i}`), 'out_at'].map((name) =>
		raw(`stage_dates.${name}`)
	);
	return sql`(SELECT leads.*, ${join(columns, ', ')} FROM ${table} AS leads LEFT JOIN ${dates} AS stage_dates ON stage_dates.lead = leads.row_number)`;
}

/** A lead that went on to another stage after it was rejected is not out. */
function outAt(waysOut: string[], at: Sql): Sql {
	if (waysOut.length === 0) return sql`CAST(NULL AS TIMESTAMP) AS out_at`;
	const names = join(
		waysOut.map((name) => sql`${name}`),
		', '
	);
	const out = sql`MAX(CASE WHEN stage IN (${names}) THEN ${at} END)`;
	const on = sql`MAX(CASE WHEN stage NOT IN (${names}) THEN ${at} END)`;
	return sql`CASE WHEN ${on} > ${out} THEN NULL ELSE ${out} END AS out_at`;
}
