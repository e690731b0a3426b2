import { COUNTED } from './course-way.ts';
import { WHOLE, type CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the day on which their wait for a stage ended, for several stages in one pass: columns part, n, and wait_<stage> for
 * each of the stages, of which one holds twice the day, and 1 more where they reached it. Day 1 is the first; a lead that did
 * not reach the stage by then waits to the last whole day before the data date. For `cumulativeIncidence`.
 *
 * @param ways - ways without a window
 */
export function funnelWaitsQuery(
	{ courses, selected }: CountedWays,
	asked: number[],
	parts = WHOLE
): Sql {
	const names = join(
		asked.map((s) => raw(`wait_${s}`)),
		', '
	);
	const sets = asked.map((s) => raw(`(part_key, wait_${s})`));
	return sql`SELECT ${parts.name} AS part, ${names}, CAST(SUM(leads) AS DOUBLE) AS n
FROM (SELECT part_key, ${names}, COUNT(*) AS leads FROM (SELECT ${parts.key} AS part_key, ${names}
	FROM ${courses} AS courses WHERE ${COUNTED} AND ${selected}) AS waiting
	GROUP BY GROUPING SETS (${join(sets, ', ')})) AS keyed GROUP BY 1, ${names}`;
}
