import { IN_WAY } from './course-way.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { period } from './lead-selection.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * What pipeline velocity needs, by the whole days from opportunity to win: columns days (-1 for all other leads), n, open,
 * won, lost, cents, valued. Leads count that were seen at the opportunity or a later stage; wins and losses by when they happened.
 *
 * @param opportunity - number of the stage
 * @param ways - selected without the period
 */
export function funnelPipelineQuery(
	{ courses, selected, stages }: CountedWays,
	opportunity: number,
	from: string | null,
	to: string | null
): Sql {
	const last = stages - 1;
	const won = join(
		[raw(`at_${last} IS NOT NULL`), ...period(raw(`at_${last}`), from, to)],
		' AND '
	);
	const lost = join(
		[raw('known_lost_at IS NOT NULL'), ...period(raw('known_lost_at'), from, to)],
		' AND '
	);
	const cycle = raw(`seen_${last} - seen_${opportunity}`);
	return sql`SELECT CAST(days AS DOUBLE) AS days, CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(open) AS DOUBLE) AS open,
	CAST(SUM(won_now) AS DOUBLE) AS won, CAST(SUM(lost_now) AS DOUBLE) AS lost,
	CAST(COALESCE(SUM(CASE WHEN won_now = 1 THEN value_cents END), 0) AS DOUBLE) AS cents,
	CAST(COUNT(CASE WHEN won_now = 1 THEN value_cents END) AS DOUBLE) AS valued
FROM (SELECT *, CASE WHEN won_now = 1 AND cycle >= 0 THEN CAST(ceil(cycle) AS INTEGER) ELSE -1 END AS days
	FROM (SELECT value_cents, ${cycle} AS cycle,
		CASE WHEN standing >= ${raw(String(opportunity))} THEN 1 ELSE 0 END AS open,
		CASE WHEN ${won} THEN 1 ELSE 0 END AS won_now, CASE WHEN ${lost} THEN 1 ELSE 0 END AS lost_now
		FROM ${courses} AS courses WHERE ${raw(`seen > ${opportunity} AND way NOT IN (${IN_WAY.undated}, ${IN_WAY.later})`)} AND ${selected}) AS deals) AS closing
GROUP BY days ORDER BY days`;
}
