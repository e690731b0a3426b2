import { lastBefore } from './course-relation.ts';
import { WHOLE, type CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days they took, rounded up, as many histograms in one pass: columns part, n, and entry_0, entry_1,
 * before_1, …: days from creation, and from the last earlier stage at which the lead was seen. In each row one of these
 * columns holds the day, or none (leads the histogram does not count).
 */
export function funnelDaysQuery({ courses, selected, stages }: CountedWays, part = WHOLE): Sql {
	const columns = daysColumns(stages);
	const days = Array.from({ length: stages }, (_, s) => {
		const at = raw(`day_${s}`);
		const entry = sql`CAST(ceil(${at}) AS INTEGER) AS ${raw(`entry_${s}`)}`;
		if (s === 0) return [entry];
		const before = lastBefore('day', s);
		const since = sql`CASE WHEN ${at} >= ${before} THEN ${at} - ${before} ELSE NULL END`;
		return [entry, sql`CAST(ceil(${since}) AS INTEGER) AS ${raw(`before_${s}`)}`];
	}).flat();
	const names = join(columns.map(raw), ', ');
	const sets = columns.map((name) => raw(`(part, ${name})`));
	return sql`SELECT part, ${names}, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT ${part} AS part, ${join(days, ', ')} FROM ${courses} AS courses
	WHERE course = 'counted' AND reached > 0 AND ${selected}) AS ways
GROUP BY GROUPING SETS (${join(sets, ', ')})`;
}

/** Names of the histograms, in order. */
export function daysColumns(stages: number): string[] {
	return Array.from({ length: stages }, (_, s) =>
		s === 0 ? ['entry_0'] : [`entry_${s}`, `before_${s}`]
	).flat();
}
