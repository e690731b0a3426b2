import { join, raw, sql } from '#lib/domain/query/sql.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

const ALWAYS = ['created_at', 'won_at', 'lost_at', 'worked_at'];

/**
 * The newest date in the data, of leads and of what is known of them, ISO 8601 UTC: the data date unless the user sets one.
 * Null without dates.
 */
export async function newestDate(engine: Engine, source: LeadsSource): Promise<string | null> {
	// Datasets from before the role have no such column.
	const dates = source.mapping.acceptedAt ? [...ALWAYS, 'accepted_at'] : ALWAYS;
	const newest = dates.map((column) => raw(`MAX(${column}) AS ${column}`));
	const query = sql`SELECT ${join(newest, ', ')} FROM ${source.table}`;
	const result = await engine.run(parameterized(query));
	const others = source.newestAt ? [Date.parse(source.newestAt)] : [];
	const times = dates
		.flatMap((column) => numbersOrNull(result, column))
		.filter((time) => time !== null)
		.concat(others);
	return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
