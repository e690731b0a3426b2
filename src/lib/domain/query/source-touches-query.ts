import type { Dialect } from './dialect.ts';
import { countedGroups, type KeyedLeads } from './source-groups.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/**
 * What the touches of each lead say, a row a lead that has any: lead, own (by the lead within its signal window),
 * contacted and answered (0 or 1: a touch by us, and one by the lead after the first of those). Where the data does not say
 * who did it, a touch is the lead's.
 */
export function leadTouchesQuery(
	touches: Sql,
	leads: Sql,
	windowDays: number,
	dataDate: string,
	dialect: Dialect
): Sql {
	const at = sql`touch.${dialect.ident('at')}`;
	const end = dialect.addDays(raw('asked.created_at'), windowDays);
	const ours = raw('COALESCE(touch.by_us, 1 = 0)');
	const last = sql`MAX(CASE WHEN NOT ${ours} THEN ${at} END)`;
	const first = sql`MIN(CASE WHEN ${ours} THEN ${at} END)`;
	return sql`SELECT touch.lead, CAST(SUM(CASE WHEN NOT ${ours} AND ${at} >= asked.created_at AND ${at} <= ${end} THEN 1 ELSE 0 END) AS INTEGER) AS own,
	MAX(CASE WHEN ${ours} THEN 1 ELSE 0 END) AS contacted, CASE WHEN ${last} > ${first} THEN 1 ELSE 0 END AS answered
FROM ${touches} AS touch JOIN (SELECT row_number, created_at FROM ${leads} AS all_leads) AS asked ON asked.row_number = touch.lead
WHERE ${at} <= ${timestamp(dataDate)} GROUP BY touch.lead`;
}

/** Sums of it over selected leads: grp, own, contacted, answered. @param touched - relation of `leadTouchesQuery` */
export function sourceTouchesQuery(keyed: KeyedLeads, selected: Sql, touched: Sql): Sql {
	const names = ['own', 'contacted', 'answered'];
	const leads = sql`(SELECT * FROM ${keyed.leads} AS asked JOIN ${touched} AS touched ON touched.lead = asked.row_number)`;
	const sums = Object.fromEntries(names.map((name) => [name, raw(`SUM(${name})`)]));
	const rows = countedGroups({ ...keyed, leads }, selected, {}, sums, { bySource: false });
	const totals = names.map((name) => raw(`CAST(SUM(${name}) AS DOUBLE) AS ${name}`));
	return sql`SELECT grp, ${join(totals, ', ')} FROM ${rows} AS touched_groups GROUP BY grp ORDER BY grp`;
}
