import { raw, sql, type Sql } from './sql.ts';

/** Leads by the value of a column, the most common first: part, n. @param part a text that is never NULL */
export function funnelPartsQuery(leads: Sql, selected: Sql, part: Sql, most: number): Sql {
	return sql`SELECT part, CAST(COUNT(*) AS DOUBLE) AS n FROM (SELECT ${part} AS part FROM ${leads} AS leads
	WHERE ${selected}) AS parted GROUP BY part ORDER BY n DESC, part LIMIT ${raw(String(Math.trunc(most)))}`;
}
