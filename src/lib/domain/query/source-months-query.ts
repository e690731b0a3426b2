import { COUNTED, countedReached, NOT_LATER } from './course-way.ts';
import { countedGroups, type KeyedLeads } from './source-groups.ts';
import { raw, sql, type Sql } from './sql.ts';

/** Selected leads by group and month of creation: grp, month, leads, mature, customers (at the age). */
export function sourceMonthsQuery(leads: KeyedLeads, selected: Sql, customer: number | null): Sql {
	const won = customer === null ? raw('1 = 0') : countedReached(customer);
	const condition = sql`${selected} AND month IS NOT NULL AND ${NOT_LATER}`;
	const by = { month: raw('month'), way: raw('way') };
	const rows = countedGroups(leads, condition, by, { n: raw('COUNT(*)') }, { bySource: false });
	return sql`SELECT grp, month, CAST(SUM(n) AS DOUBLE) AS leads,
	CAST(SUM(CASE WHEN ${COUNTED} THEN n ELSE 0 END) AS DOUBLE) AS mature,
	CAST(SUM(CASE WHEN ${won} THEN n ELSE 0 END) AS DOUBLE) AS customers
FROM ${rows} AS counted GROUP BY grp, month ORDER BY grp, month`;
}
