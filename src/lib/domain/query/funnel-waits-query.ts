import { WHOLE, type CountedWays } from './funnel-counts-query.ts';
import { reachDay } from './funnel-reach.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the day on which their wait for a stage ended, for several stages in one pass: columns part, won (1 where they
 * reached it), n, and wait_<stage> for each of the stages, of which one holds the day. Day 1 is the first; a lead that did not reach
 * the stage by then waits to the last whole day before the data date. For `cumulativeIncidence`.
 *
 * @param ways - ways without a window
 */
export function funnelWaitsQuery(
	{ courses, selected, stages }: CountedWays,
	asked: number[],
	order: 'any' | 'strict',
	part = WHOLE
): Sql {
	const days = asked.map((s) => {
		const day = sql`CAST(ceil(${reachDay(s, stages, order)}) AS INTEGER)`;
		return sql`CASE WHEN ${day} < 1 THEN 1 ELSE ${day} END AS ${raw(`reach_${s}`)}`;
	});
	const waits = asked.flatMap((s) => [
		raw(`CASE WHEN reach_${s} <= days THEN 1 ELSE 0 END AS won_${s}`),
		raw(`CASE WHEN reach_${s} <= days THEN reach_${s} ELSE days END AS wait_${s}`)
	]);
	const columns = asked.flatMap((s) => [raw(`won_${s}`), raw(`wait_${s}`)]);
	const sets = asked.map((s) => raw(`(part, won_${s}, wait_${s})`));
	return sql`SELECT part, ${join(columns, ', ')}, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT part, ${join(waits, ', ')} FROM
	(SELECT ${part} AS part, CAST(floor(followed) AS INTEGER) AS days, ${join(days, ', ')}
	FROM ${courses} AS courses WHERE course = 'counted' AND ${selected}) AS reaching) AS waiting
GROUP BY GROUPING SETS (${join(sets, ', ')})`;
}
