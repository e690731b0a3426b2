import { raw, sql, type Sql } from './sql.ts';

/** What the money of leads is counted by. */
export interface MoneyWays {
	/** See `groupedLeads`. */
	leads: Sql;
	/** Condition of the leads that are looked at, and of the period they come from. */
	selected: Sql;
	period: Sql;
	/** Whether a lead has reached MQL, SQL and has been won so far; null where the data has no such stage. */
	mql: Sql | null;
	sql: Sql | null;
	won: Sql;
	/** Leads whose account had won before, one column `lead`; null where nobody knows accounts. */
	repeats: Sql | null;
}

/**
 * Leads of a period by group, source, month of creation and whether they are selected, with what became of them so far.
 * Columns: grp, src, month (see `courseRelation`; -1 without a creation date), picked, leads, immature, mqls, sqls, wins,
 * customers, revenue (cents), valued (wins with a known value). Leads created after the data date are left out.
 */
export function sourceMoneyQuery(ways: MoneyWays): Sql {
	const count = (condition: Sql | null) =>
		condition ? sql`CAST(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS DOUBLE)` : raw('0.0');
	const repeated = ways.repeats
		? sql`LEFT JOIN ${ways.repeats} AS repeats ON repeats.lead = grouped.row_number`
		: raw('');
	const first = ways.repeats ? raw('repeats.lead IS NULL') : raw('1 = 1');
	return sql`SELECT grp, src, month, picked, CAST(COUNT(*) AS DOUBLE) AS leads, ${count(raw(`course = 'immature'`))} AS immature,
	${count(ways.mql)} AS mqls, ${count(ways.sql)} AS sqls, ${count(raw('won_now'))} AS wins, ${count(raw('won_now AND is_first'))} AS customers,
	CAST(SUM(CASE WHEN won_now THEN COALESCE(value_cents, 0) ELSE 0 END) AS DOUBLE) AS revenue,
	${count(raw('won_now AND value_cents IS NOT NULL'))} AS valued
FROM (SELECT grouped.* EXCLUDE (month), COALESCE(month, -1) AS month, CASE WHEN ${ways.selected} THEN 1 ELSE 0 END AS picked,
	COALESCE(${ways.won}, 1 = 0) AS won_now, ${first} AS is_first
	FROM ${ways.leads} AS grouped ${repeated} WHERE ${ways.period} AND course <> 'later') AS leads_of_period
GROUP BY grp, src, month, picked ORDER BY grp, src, month, picked`;
}
