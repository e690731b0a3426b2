import { raw, sql, type Sql } from './sql.ts';

/** Selected leads by group and month of creation: grp, month, leads, mature, customers (at the age). */
export function sourceMonthsQuery(leads: Sql, selected: Sql, customer: number | null): Sql {
	const won = customer === null ? raw('1 = 0') : raw(`reached > ${customer}`);
	return sql`SELECT grp, month, CAST(COUNT(*) AS DOUBLE) AS leads,
	CAST(SUM(CASE WHEN course = 'counted' THEN 1 ELSE 0 END) AS DOUBLE) AS mature,
	CAST(SUM(CASE WHEN course = 'counted' AND ${won} THEN 1 ELSE 0 END) AS DOUBLE) AS customers
FROM ${leads} AS grouped WHERE ${selected} AND month IS NOT NULL AND course <> 'later'
GROUP BY grp, month ORDER BY grp, month`;
}
