import { lastBefore } from './course-relation.ts';
import { WHOLE, type CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days they took, rounded up, as many histograms in one pass: columns part, n, and entry_0, entry_1,
 * before_1, …: days from creation, and from the last earlier stage at which the lead was seen. In each row one of these
 * columns holds the day, or none (leads the histogram does not count). Where the first stage is the creation nothing is asked
 * that is known: every lead was there on day 0, and the days from it are those from creation.
 */
export function funnelDaysQuery(ways: CountedWays, part = WHOLE): Sql {
	const { courses, selected, fromCreation } = ways;
	const columns = daysColumns(ways);
	const names = join(columns.map(raw), ', ');
	const sets = columns.map((name) => raw(`(part, ${name})`));
	return sql`SELECT part, ${names}, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT ${part} AS part, ${join(columns.map(daysOf), ', ')} FROM ${courses} AS courses
	WHERE course = 'counted' AND reached > ${raw(fromCreation ? '1' : '0')} AND ${selected}) AS ways
GROUP BY GROUPING SETS (${join(sets, ', ')})`;
}

/** Names of the histograms, in order. */
export function daysColumns({ stages, fromCreation }: CountedWays): string[] {
	const known = fromCreation ? ['entry_0', 'before_0', 'before_1'] : ['before_0'];
	return Array.from({ length: stages }, (_, s) => [`entry_${s}`, `before_${s}`])
		.flat()
		.filter((name) => !known.includes(name));
}

function daysOf(name: string): Sql {
	const [kind, stage] = name.split('_');
	const at = raw(`day_${stage}`);
	if (kind === 'entry') return sql`CAST(ceil(${at}) AS INTEGER) AS ${raw(name)}`;
	const before = lastBefore('day', Number(stage));
	return sql`CASE WHEN ${at} >= ${before} THEN CAST(ceil(${at} - ${before}) AS INTEGER) ELSE NULL END AS ${raw(name)}`;
}
