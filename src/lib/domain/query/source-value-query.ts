import { raw, sql, type Sql } from './sql.ts';

/** Bands of equal ratio that values of wins are put into: 4 % wide, with the mean of each. */
const BANDS_PER_E = 25;

/** The band of an amount above 0. @example valueBand(100_000) // 287 */
export function valueBand(cents: number): number {
	return Math.floor(Math.log(cents) * BANDS_PER_E);
}

/**
 * Selected leads by all that money is counted by, see `LeadClass`: grp, src, month, mql, sql, won (0 or 1), n, revenue (cents, sum).
 */
export function sourceClassesQuery(
	leads: Sql,
	selected: Sql,
	conditions: { mql: Sql | null; sql: Sql | null; won: Sql }
): Sql {
	const flag = (condition: Sql | null) =>
		condition ? sql`CASE WHEN ${condition} THEN 1 ELSE 0 END` : raw('0');
	const value = raw('COALESCE(value_cents, 0)');
	return sql`SELECT grp, src, month, mql, sql, won, CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(cents) AS DOUBLE) AS revenue
FROM (SELECT grp, src, COALESCE(month, -1) AS month, ${flag(conditions.mql)} AS mql, ${flag(conditions.sql)} AS sql, ${flag(conditions.won)} AS won,
	CASE WHEN ${conditions.won} THEN ${value} ELSE 0 END AS cents,
	CASE WHEN ${conditions.won} AND ${value} > 0 THEN CAST(floor(ln(${value}) * ${raw(String(BANDS_PER_E))}) AS INTEGER) ELSE -1 END AS band
	FROM ${leads} AS grouped WHERE ${selected} AND course <> 'later') AS valued
GROUP BY grp, src, month, mql, sql, won, band ORDER BY grp, src, month, mql, sql, won, band`;
}

/** Won value of selected leads by whole days since creation: grp, src, month, day, revenue (cents). */
export function sourcePaybackQuery(leads: Sql, selected: Sql, wonDay: Sql): Sql {
	return sql`SELECT grp, src, month, day, CAST(SUM(value_cents) AS DOUBLE) AS revenue
FROM (SELECT grp, src, month, CAST(floor(${wonDay}) AS DOUBLE) AS day, value_cents FROM ${leads} AS grouped
	WHERE ${selected} AND ${wonDay} >= 0 AND value_cents IS NOT NULL AND month IS NOT NULL) AS paid
GROUP BY grp, src, month, day ORDER BY grp, src, month, day`;
}

/** Days to the data date from the creation of the youngest selected lead: grp, src, month, followed. */
export function sourceFollowedQuery(leads: Sql, selected: Sql): Sql {
	return sql`SELECT grp, src, month, CAST(floor(MIN(followed)) AS DOUBLE) AS followed
FROM ${leads} AS grouped WHERE ${selected} AND month IS NOT NULL AND course <> 'later'
GROUP BY grp, src, month ORDER BY grp, src, month`;
}
