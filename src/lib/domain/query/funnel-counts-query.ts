import { join, raw, sql, type Sql } from './sql.ts';

/** Leads whose ways are counted: `courseRelation`, a condition over it, and the number of stages. */
export interface CountedWays {
	courses: Sql;
	selected: Sql;
	stages: number;
	/** Whether the first stage is the creation, which every lead reaches at once. */
	fromCreation?: boolean;
}

/** The one part of leads that are not broken down. */
export const WHOLE = raw(`''`);

/**
 * Leads by what their way came to, one row a combination that occurs: part, course, reached (0 where the course is not
 * `counted`), ended, n, and how many of them skipped and reversed each stage (skipped_0, reversed_0, …; of leads that are
 * counted nowhere they say nothing). As there are few combinations, every count of a funnel is a sum of these rows. Sorted.
 *
 * @param part - what the leads are broken down by, a text that is never NULL
 */
export function funnelCountsQuery({ courses, selected, stages }: CountedWays, part = WHOLE): Sql {
	const sums = Array.from({ length: stages }, (_, s) => [`skipped_${s}`, `reversed_${s}`]).flat();
	const counted = sums.map((name) => raw(`CAST(SUM(${name}) AS DOUBLE) AS ${name}`));
	return sql`SELECT part, course, way AS reached, finish AS ended, CAST(COUNT(*) AS DOUBLE) AS n, ${join(counted, ', ')}
FROM (SELECT ${part} AS part, course, CASE WHEN course = 'counted' THEN reached ELSE 0 END AS way,
	CASE WHEN course = 'counted' THEN ended ELSE 'open' END AS finish, ${join(sums.map(raw), ', ')}
	FROM ${courses} AS courses WHERE ${selected}) AS ways
GROUP BY part, course, way, finish ORDER BY part, course, way, finish`;
}
