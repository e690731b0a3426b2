import type { CountedWays } from './funnel-counts-query.ts';
import { reachDay } from './funnel-reach.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Leads by month of creation: columns month, leads, youngest and oldest (whole days followed). Sorted.
 *
 * @param ways - ways without a window
 */
export function funnelMonthsQuery({ courses, selected }: CountedWays): Sql {
	return sql`SELECT CAST(month AS DOUBLE) AS month, CAST(COUNT(*) AS DOUBLE) AS leads,
	CAST(MIN(floor(followed)) AS DOUBLE) AS youngest, CAST(MAX(floor(followed)) AS DOUBLE) AS oldest
FROM ${courses} AS courses WHERE course = 'counted' AND ${selected} GROUP BY month ORDER BY month`;
}

/** Leads that reached a stage by month of creation and whole days since it, rounded up: month, day, n. Sorted. */
export function funnelMonthDaysQuery(
	{ courses, selected, stages }: CountedWays,
	stage: number,
	order: 'any' | 'strict'
): Sql {
	return sql`SELECT CAST(month AS DOUBLE) AS month, CAST(day AS DOUBLE) AS day, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT month, CAST(ceil(${reachDay(stage, stages, order)}) AS INTEGER) AS day FROM ${courses} AS courses
	WHERE course = 'counted' AND reached > ${raw(String(stage))} AND ${selected}) AS reached_leads
GROUP BY month, day ORDER BY month, day`;
}
