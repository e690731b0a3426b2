import { duckdb } from '#lib/domain/query/dialect.ts';
import { leadTouchesQuery } from '#lib/domain/query/source-touches-query.ts';
import { parameterized, sql, type Sql } from '#lib/domain/query/sql.ts';
import { flagsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** What the data says of its touches. */
export interface TouchFacts {
	/** Whether it says which touches were by us, and names a channel. */
	ours: boolean;
	channels: boolean;
}

/** What the touches of leads say. */
export interface LeadTouches extends TouchFacts {
	/** Relation of `leadTouchesQuery`. */
	touched: Sql;
}

/** Null without touches or creation dates. */
export async function touchFacts(
	engine: Engine,
	{ touches, mapping }: LeadsSource
): Promise<TouchFacts | null> {
	if (!touches || mapping.createdAt === null) return null;
	const known = await engine.run(
		parameterized(
			sql`SELECT COALESCE(bool_or(by_us), false) AS ours, COALESCE(bool_or(channel IS NOT NULL), false) AS channels FROM ${touches.table}`
		)
	);
	const [ours, channels] = ['ours', 'channels'].map((name) => flagsOf(known, name)[0] === true);
	return { ours, channels };
}

/** The touches of each lead, counted once for all figures; null without touches or creation dates. */
export async function leadTouches(
	engine: Engine,
	source: LeadsSource,
	windowDays: number,
	dataDate: string | null
): Promise<LeadTouches | null> {
	const { touches, table, fileSha256 } = source;
	const facts = dataDate === null ? null : await touchFacts(engine, source);
	if (!touches || !facts || dataDate === null) return null;
	const query = leadTouchesQuery(touches.table, table, windowDays, dataDate, duckdb);
	const touched = await keptTable(engine, 'source_touches', fileSha256, query, { most: 3 });
	return { ...facts, touched };
}
