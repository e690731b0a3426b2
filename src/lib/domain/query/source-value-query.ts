import { NOT_LATER } from './course-way.ts';
import { countedGroups, type KeyedLeads } from './source-groups.ts';
import { raw, sql, type Sql } from './sql.ts';

/** Bands of equal ratio that values of wins are put into: 4 % wide, with the mean of each. */
const BANDS_PER_E = 25;

/** The band of an amount above 0. @example valueBand(100_000) // 287 */
export function valueBand(cents: number): number {
	return Math.floor(Math.log(cents) * BANDS_PER_E);
}

/**
 * Selected leads by all that money is counted by, see `LeadClass`: grp, src, month, mql, sql, won (0 or 1), n, revenue (cents, sum).
 *
 * @param stages - numbers of MQL and SQL; null where the data has none
 */
export function sourceClassesQuery(
	leads: KeyedLeads,
	selected: Sql,
	stages: { mql: number | null; sql: number | null }
): Sql {
	const seen = (stage: number | null) =>
		raw(stage === null ? '0' : `CASE WHEN seen > ${stage} THEN 1 ELSE 0 END`);
	const band = raw(
		`CASE WHEN won_now AND value_cents > 0 THEN CAST(floor(ln(value_cents) * ${BANDS_PER_E}) AS INTEGER) ELSE -1 END`
	);
	const rows = countedGroups(
		leads,
		sql`${selected} AND ${NOT_LATER}`,
		{ month: raw('COALESCE(month, -1)'), seen: raw('seen'), won_now: raw('won_now'), band },
		{ leads: raw('COUNT(*)'), cents: raw('SUM(value_cents)') }
	);
	return sql`SELECT grp, src, month, mql, sql, won, CAST(SUM(leads) AS DOUBLE) AS n, CAST(SUM(cents) AS DOUBLE) AS revenue
FROM (SELECT grp, src, month, ${seen(stages.mql)} AS mql, ${seen(stages.sql)} AS sql, CASE WHEN won_now THEN 1 ELSE 0 END AS won,
	band, leads, CASE WHEN won_now THEN COALESCE(cents, 0) ELSE 0 END AS cents FROM ${rows} AS counted) AS valued
GROUP BY grp, src, month, mql, sql, won, band ORDER BY grp, src, month, mql, sql, won, band`;
}

/** Won value of selected leads by whole days since creation: grp, src, month, day, revenue (cents). */
export function sourcePaybackQuery(leads: KeyedLeads, selected: Sql): Sql {
	const rows = countedGroups(
		leads,
		sql`${selected} AND won_days >= 0 AND value_cents IS NOT NULL AND month IS NOT NULL`,
		{ month: raw('month'), day: raw('won_days') },
		{ cents: raw('SUM(value_cents)') }
	);
	return sql`SELECT grp, src, month, CAST(day AS DOUBLE) AS day, CAST(SUM(cents) AS DOUBLE) AS revenue
FROM ${rows} AS paid GROUP BY grp, src, month, day ORDER BY grp, src, month, day`;
}

/** Days to the data date from the creation of the youngest selected lead: grp, src, month, followed. */
export function sourceFollowedQuery(leads: KeyedLeads, selected: Sql): Sql {
	const rows = countedGroups(
		leads,
		sql`${selected} AND month IS NOT NULL AND ${NOT_LATER}`,
		{ month: raw('month') },
		{ days: raw('MIN(followed_days)') }
	);
	return sql`SELECT grp, src, month, CAST(MIN(days) AS DOUBLE) AS followed
FROM ${rows} AS followed_leads GROUP BY grp, src, month ORDER BY grp, src, month`;
}
