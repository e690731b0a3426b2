import { COUNTED } from './course-way.ts';
import { raw, sql, type Sql } from './sql.ts';

/** Leads whose ways are counted: `courseRelation`, a condition over it, and the number of stages. */
export interface CountedWays {
	courses: Sql;
	selected: Sql;
	stages: number;
	/** Whether the first stage is the creation, which every lead reaches at once. */
	fromCreation?: boolean;
}

/**
 * What leads are broken down by: a column, and the part of its values. The engine groups by the column as it is stored
 * and names the few groups it finds, not the many leads.
 */
export interface LeadParts {
	/** Over the leads. */
	key: Sql;
	/** A text that is never NULL, over the column `part_key` with what `key` gave. */
	name: Sql;
}

/** The one part of leads that are not broken down. */
export const WHOLE: LeadParts = { key: raw('0'), name: raw(`''`) };

/**
 * Leads by what their way came to: part, way (see `IN_WAY`), n; one row a combination that occurs. As there are few, every
 * count of a funnel is a sum of these rows. Sorted.
 */
export function funnelCountsQuery({ courses, selected }: CountedWays, parts = WHOLE): Sql {
	return sql`SELECT ${parts.name} AS part, way, CAST(SUM(leads) AS DOUBLE) AS n
FROM (SELECT part_key, way, COUNT(*) AS leads FROM (SELECT ${parts.key} AS part_key, way
	FROM ${courses} AS courses WHERE ${selected}) AS ways GROUP BY part_key, way) AS keyed
GROUP BY 1, 2 ORDER BY 1, 2`;
}

/** Counted leads by the stages they skipped and reversed, those alone that did: part, skips, reversals, n. Sorted. */
export function funnelDetoursQuery({ courses, selected }: CountedWays, parts = WHOLE): Sql {
	return sql`SELECT ${parts.name} AS part, CAST(skips AS DOUBLE) AS skips, CAST(reversals AS DOUBLE) AS reversals, CAST(SUM(leads) AS DOUBLE) AS n
FROM (SELECT part_key, skips, reversals, COUNT(*) AS leads FROM (SELECT ${parts.key} AS part_key, skips, reversals
	FROM ${courses} AS courses WHERE ${COUNTED} AND (skips > 0 OR reversals > 0) AND ${selected}) AS ways
	GROUP BY part_key, skips, reversals) AS keyed
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}
