import { duckdb } from '#lib/domain/query/dialect.ts';
import { leadTouchesQuery } from '#lib/domain/query/source-touches-query.ts';
import { parameterized, sql, type Sql } from '#lib/domain/query/sql.ts';
import { flagsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** What the touches of leads say. */
export interface LeadTouches {
	/** Relation of `leadTouchesQuery`. */
	touched: Sql;
	/** Whether the data says which touches were by us, and names a channel. */
	ours: boolean;
	channels: boolean;
}

/** The touches of each lead, counted once for all figures; null without touches or creation dates. */
export async function leadTouches(
	engine: Engine,
	source: LeadsSource,
	windowDays: number,
	dataDate: string | null
): Promise<LeadTouches | null> {
	const { touches, table, mapping, fileSha256 } = source;
	if (!touches || mapping.createdAt === null || dataDate === null) return null;
	const known = await engine.run(
		parameterized(
			sql`SELECT COALESCE(bool_or(by_us), false) AS ours, COALESCE(bool_or(channel IS NOT NULL), false) AS channels FROM ${touches.table}`
		)
	);
	const query = leadTouchesQuery(touches.table, table, windowDays, dataDate, duckdb);
	return {
		touched: await keptTable(engine, 'source_touches', fileSha256, query),
		ours: flagsOf(known, 'ours')[0] === true,
		channels: flagsOf(known, 'channels')[0] === true
	};
}
