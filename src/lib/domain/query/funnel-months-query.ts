import { COUNTED, countedReached } from './course-way.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Leads by month of creation: columns month, leads, youngest and oldest (whole days followed). Sorted.
 *
 * @param ways - ways without a window
 */
export function funnelMonthsQuery({ courses, selected }: CountedWays): Sql {
	return sql`SELECT CAST(month AS DOUBLE) AS month, CAST(COUNT(*) AS DOUBLE) AS leads,
	CAST(MIN(followed_days) AS DOUBLE) AS youngest, CAST(MAX(followed_days) AS DOUBLE) AS oldest
FROM ${courses} AS courses WHERE ${COUNTED} AND ${selected} GROUP BY month ORDER BY month`;
}

/** Leads that reached a stage by month of creation and whole days since it, rounded up: month, day, n. Sorted. */
export function funnelMonthDaysQuery({ courses, selected }: CountedWays, stage: number): Sql {
	return sql`SELECT CAST(month AS DOUBLE) AS month, CAST(day AS DOUBLE) AS day, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT month, ${raw(`reach_${stage}`)} AS day FROM ${courses} AS courses
	WHERE ${countedReached(stage)} AND ${selected}) AS reached_leads
GROUP BY month, day ORDER BY month, day`;
}
