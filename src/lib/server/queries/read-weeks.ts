import type { DataQuality } from '#lib/domain/ingest/data-quality.ts';
import { weekGaps } from '#lib/domain/ingest/week-gaps.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

/** The weeks in which leads were created, and those between them in which none was; null without creation dates. */
export async function readWeeks(
	engine: Engine,
	{ table, mapping }: LeadsSource
): Promise<DataQuality['weeks']> {
	if (mapping.createdAt === null) return null;
	const day = duckdb.dayNumber(raw('created_at'));
	const query = sql`SELECT DISTINCT CAST(floor((${day} - 4) / 7.0) AS INTEGER) AS week FROM ${table}
WHERE created_at IS NOT NULL ORDER BY week`;
	const weeks = numbersOf(await engine.run(parameterized(query)), 'week');
	if (weeks.length === 0) return null;
	const monday = (week: number) => new Date((4 + 7 * week) * DAY_MS).toISOString();
	return {
		withLeads: weeks.length,
		from: monday(weeks[0]),
		to: monday(weeks[weeks.length - 1]),
		gaps: weekGaps(weeks)
	};
}
