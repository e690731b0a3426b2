import { COUNTED } from './course-way.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days they stood at each stage, rounded up, from the first time they were seen there to the next later
 * stage or their loss; open ones by the whole days so far. Columns n and stay_<stage>, of which one holds twice the days, and 1
 * more where the stay has ended. Who was seen at a later stage before this one has left it at once. The last stage is where
 * leads stay: it is not in it.
 *
 * @param ways - ways without a window
 */
export function funnelStaysQuery({ courses, selected, stages }: CountedWays): Sql {
	const names = Array.from({ length: stages - 1 }, (_, s) => raw(`stay_${s}`));
	const sets = names.map((name) => sql`(${name})`);
	return sql`SELECT ${join(names, ', ')}, CAST(COUNT(*) AS DOUBLE) AS n
FROM ${courses} AS courses WHERE ${COUNTED} AND ${selected} GROUP BY GROUPING SETS (${join(sets, ', ')})`;
}
