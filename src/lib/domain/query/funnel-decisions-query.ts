import { COUNTED } from './course-way.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days from creation to a decision, won or lost, rounded up; undecided ones by the whole days so far.
 * Columns decision (twice the days, and 1 more where it was made), n.
 *
 * @param ways - ways without a window
 */
export function funnelDecisionsQuery({ courses, selected }: CountedWays): Sql {
	return sql`SELECT decision, CAST(COUNT(*) AS DOUBLE) AS n FROM ${courses} AS courses
WHERE ${COUNTED} AND ${selected} GROUP BY decision ORDER BY decision`;
}
