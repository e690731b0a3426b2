import { IMMATURE, NOT_LATER } from './course-way.ts';
import { countedGroups, type KeyedLeads } from './source-groups.ts';
import { raw, sql, type Sql } from './sql.ts';

/** What the money of leads is counted by. */
export interface MoneyWays {
	leads: KeyedLeads;
	/** Condition of the leads that are looked at, and of the period they come from. */
	selected: Sql;
	period: Sql;
	/** Numbers of the stages MQL and SQL; null where the data has none. */
	mql: number | null;
	sql: number | null;
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
		condition ? sql`CAST(SUM(CASE WHEN ${condition} THEN n ELSE 0 END) AS DOUBLE)` : raw('0.0');
	const seen = (stage: number | null) => (stage === null ? null : raw(`seen > ${stage}`));
	const picked = sql`CASE WHEN ${ways.selected} THEN 1 ELSE 0 END`;
	const condition = sql`${ways.period} AND ${NOT_LATER}`;
	const counts = countedGroups(
		ways.leads,
		condition,
		{
			month: raw('COALESCE(month, -1)'),
			picked,
			immature: IMMATURE,
			seen: raw('seen'),
			won: raw('won_now')
		},
		{
			n: raw('COUNT(*)'),
			cents: raw('SUM(value_cents)'),
			filled: raw('COUNT(value_cents)'),
			again: raw('0')
		}
	);
	const repeated = ways.repeats && repeatsOf(ways, condition, picked, ways.repeats);
	const rows = repeated
		? sql`(SELECT * FROM ${counts} AS counts UNION ALL SELECT * FROM ${repeated} AS repeated)`
		: counts;
	return sql`SELECT grp, src, month, picked, CAST(SUM(n) AS DOUBLE) AS leads, ${count(raw('immature'))} AS immature,
	${count(seen(ways.mql))} AS mqls, ${count(seen(ways.sql))} AS sqls, ${count(raw('won'))} AS wins,
	CAST(SUM(CASE WHEN won THEN n ELSE 0 END) - SUM(again) AS DOUBLE) AS customers,
	CAST(SUM(CASE WHEN won THEN COALESCE(cents, 0) ELSE 0 END) AS DOUBLE) AS revenue,
	CAST(SUM(CASE WHEN won THEN filled ELSE 0 END) AS DOUBLE) AS valued
FROM ${rows} AS counted GROUP BY grp, src, month, picked ORDER BY grp, src, month, picked`;
}

/** Wins that are no new customers, as rows that count nothing else. */
function repeatsOf({ leads }: MoneyWays, condition: Sql, picked: Sql, repeats: Sql): Sql {
	const again = sql`won_now AND row_number IN (SELECT lead FROM ${repeats} AS repeats)`;
	return countedGroups(
		leads,
		sql`${condition} AND ${again}`,
		{
			month: raw('COALESCE(month, -1)'),
			picked,
			immature: raw('1 = 0'),
			seen: raw('0'),
			won: raw('1 = 0')
		},
		{ n: raw('0'), cents: raw('0'), filled: raw('0'), again: raw('COUNT(*)') }
	);
}
