import { IN_WAY } from './course-way.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Leads created by the data date as they stand: columns standing (stage from 0; -1 for leads at none of them, -2 for those
 * at the last stage, -3 for lost ones), days (whole days at the stage so far; 0 where none), n, cents and valued (value of the
 * leads that have one, and how many they are). Sorted.
 */
export function funnelStandingQuery({ courses, selected, stages }: CountedWays): Sql {
	const { undated, later } = IN_WAY;
	return sql`SELECT CAST(place AS DOUBLE) AS standing, CAST(days AS DOUBLE) AS days, CAST(COUNT(*) AS DOUBLE) AS n,
	CAST(COALESCE(SUM(value_cents), 0) AS DOUBLE) AS cents, CAST(COUNT(value_cents) AS DOUBLE) AS valued
FROM (SELECT value_cents, stood_days AS days,
	CASE WHEN ${raw(`seen = ${stages}`)} THEN -2 WHEN lost_days IS NOT NULL THEN -3 ELSE COALESCE(standing, -1) END AS place
	FROM ${courses} AS courses WHERE way NOT IN (${raw(`${undated}, ${later}`)}) AND ${selected}) AS stood
GROUP BY place, days ORDER BY place, days`;
}
