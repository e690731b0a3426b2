import { join, raw, sql, type Sql } from './sql.ts';

/** Places of stages in the funnel; null where there is none. */
export interface CountedStages {
	mql: number | null;
	sql: number | null;
	accepted: number | null;
	customer: number | null;
}

/** What is told of a lead beside its way; null where the data does not say. */
export interface LeadMarks {
	freeMail: Sql | null;
	optIn: Sql | null;
	incomplete: Sql | null;
}

/**
 * Sums over the selected leads of each group, see `SourceCounts`. Columns: grp, leads, mature, immature, mqls, sqls, accepted,
 * customers, revenue (cents, of mature leads that became customers by the age), won, lost (by the data date), below,
 * worked_below, won_below, worked_won_below (of the gate to sales, mature leads), free_mail, opt_in, incomplete.
 *
 * @param leads - see `groupedLeads`
 * @param won - condition of a lead won by the data date
 */
export function sourceCountsQuery(
	leads: Sql,
	selected: Sql,
	won: Sql,
	stages: CountedStages,
	marks: LeadMarks
): Sql {
	const reached = (stage: number | null) =>
		stage === null ? raw('1 = 0') : raw(`reached > ${stage}`);
	const counted = raw(`course = 'counted'`);
	const count = (condition: Sql, name: string) =>
		sql`CAST(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS DOUBLE) AS ${raw(name)}`;
	const atAge = (stage: number | null, name: string) =>
		count(sql`${counted} AND ${reached(stage)}`, name);
	// Customers have reached every stage; whether the gate let a lead through says only the stage itself.
	const gate = stages.mql === null ? raw('1 = 0') : raw(`day_${stages.mql} IS NOT NULL`);
	const customer = reached(stages.customer);
	const sums = [
		count(counted, 'mature'),
		count(raw(`course = 'immature'`), 'immature'),
		atAge(stages.mql, 'mqls'),
		atAge(stages.sql, 'sqls'),
		atAge(stages.accepted, 'accepted'),
		atAge(stages.customer, 'customers'),
		sql`CAST(SUM(CASE WHEN ${counted} AND ${customer} THEN COALESCE(value_cents, 0) ELSE 0 END) AS DOUBLE) AS revenue`,
		count(won, 'won'),
		count(raw('lost_day IS NOT NULL'), 'lost'),
		count(sql`${counted} AND NOT (${gate})`, 'below'),
		count(sql`${counted} AND NOT (${gate}) AND worked_at IS NOT NULL`, 'worked_below'),
		count(sql`${counted} AND NOT (${gate}) AND ${customer}`, 'won_below'),
		count(
			sql`${counted} AND NOT (${gate}) AND ${customer} AND worked_at IS NOT NULL`,
			'worked_won_below'
		),
		count(marks.freeMail ?? raw('1 = 0'), 'free_mail'),
		count(marks.optIn ?? raw('1 = 0'), 'opt_in'),
		count(marks.incomplete ?? raw('1 = 0'), 'incomplete')
	];
	return sql`SELECT grp, CAST(COUNT(*) AS DOUBLE) AS leads, ${join(sums, ',\n\t')}
FROM ${leads} AS grouped WHERE ${selected} GROUP BY grp ORDER BY grp`;
}

/** Days from creation to the decision of selected leads, won or lost: grp, day, n. */
export function sourceProcessingQuery(leads: Sql, selected: Sql, wonDay: Sql): Sql {
	return sql`SELECT grp, day, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT grp, CAST(floor(COALESCE(${wonDay}, lost_day)) AS DOUBLE) AS day FROM ${leads} AS grouped
	WHERE ${selected} AND COALESCE(${wonDay}, lost_day) >= 0) AS decided
GROUP BY grp, day ORDER BY grp, day`;
}

/** Closed deals of selected leads, a deal that several leads share at the first of them: grp, won, lost. */
export function sourceDealsQuery(leads: Sql, selected: Sql, deals: Sql, known: Sql): Sql {
	return sql`SELECT grp, CAST(SUM(CASE WHEN deal_won THEN 1 ELSE 0 END) AS DOUBLE) AS won, CAST(SUM(CASE WHEN deal_won THEN 0 ELSE 1 END) AS DOUBLE) AS lost
FROM (SELECT grp, deals.won AS deal_won, ROW_NUMBER() OVER (PARTITION BY COALESCE(CAST(deals.deal AS VARCHAR), '#' || CAST(grouped.row_number AS VARCHAR) || '#' || CAST(deals.closed_at AS VARCHAR)) ORDER BY created_at, grouped.row_number) AS nth
	FROM ${deals} AS deals JOIN ${leads} AS grouped ON deals.lead = grouped.row_number
	WHERE ${selected} AND deals.won IS NOT NULL AND ${known}) AS closed
WHERE nth = 1 GROUP BY grp ORDER BY grp`;
}
