import { countedReached } from './course-way.ts';
import { WHOLE, type CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days they took, rounded up, as many histograms in one pass: columns part, n, and entry_0, entry_1,
 * before_1, …: days from creation, and from the last earlier stage at which the lead was seen. In each row one of these
 * columns holds the day, or none (leads the histogram does not count). Where the first stage is the creation nothing is asked
 * that is known: every lead was there on day 0, and the days from it are those from creation.
 */
export function funnelDaysQuery(ways: CountedWays, parts = WHOLE): Sql {
	const { courses, selected, fromCreation } = ways;
	const columns = daysColumns(ways);
	const names = join(columns.map(raw), ', ');
	const sets = columns.map((name) => raw(`(part_key, ${name})`));
	return sql`SELECT ${parts.name} AS part, ${names}, CAST(SUM(leads) AS DOUBLE) AS n
FROM (SELECT part_key, ${names}, COUNT(*) AS leads FROM (SELECT ${parts.key} AS part_key, ${names} FROM ${courses} AS courses
	WHERE ${countedReached(fromCreation ? 1 : 0)} AND ${selected}) AS ways
	GROUP BY GROUPING SETS (${join(sets, ', ')})) AS keyed GROUP BY 1, ${names}`;
}

/** Names of the histograms, in order. */
export function daysColumns({ stages, fromCreation }: CountedWays): string[] {
	const known = fromCreation ? ['entry_0', 'before_0', 'before_1'] : ['before_0'];
	return Array.from({ length: stages }, (_, s) => [`entry_${s}`, `before_${s}`])
		.flat()
		.filter((name) => !known.includes(name));
}
