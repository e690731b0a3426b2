import { COUNTED, countedReached, IMMATURE } from './course-way.ts';
import { countedGroups, type KeyedLeads } from './source-groups.ts';
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
	freeMail: LeadMark | null;
	optIn: LeadMark | null;
	incomplete: LeadMark | null;
}

/** A mark of a lead, and what leads are counted by to find it: a column of few values is looked at value by value. */
export interface LeadMark {
	/** Over the leads. */
	key: Sql;
	/** The mark, of a key. */
	holds: (key: Sql) => Sql;
}

/**
 * Sums over the selected leads of each group, see `SourceCounts`. Columns: grp, leads, mature, immature, mqls, sqls, accepted,
 * customers, revenue (cents, of mature leads that became customers by the age), won, lost (by the data date), below,
 * worked_below, won_below, worked_won_below (of the gate to sales, mature leads).
 */
export function sourceCountsQuery(leads: KeyedLeads, selected: Sql, stages: CountedStages): Sql {
	const reached = (stage: number | null) => (stage === null ? raw('1 = 0') : countedReached(stage));
	const count = (condition: Sql, name: string) =>
		sql`CAST(SUM(CASE WHEN ${condition} THEN n ELSE 0 END) AS DOUBLE) AS ${raw(name)}`;
	// Customers have reached every stage; whether the gate let a lead through says only the stage itself.
	const gate = stages.mql === null ? raw('1 = 0') : raw(`entry_${stages.mql} IS NOT NULL`);
	const customer = reached(stages.customer);
	const below = sql`${COUNTED} AND NOT gate`;
	const sums = [
		count(COUNTED, 'mature'),
		count(IMMATURE, 'immature'),
		count(reached(stages.mql), 'mqls'),
		count(reached(stages.sql), 'sqls'),
		count(reached(stages.accepted), 'accepted'),
		count(customer, 'customers'),
		sql`CAST(SUM(CASE WHEN ${customer} THEN COALESCE(cents, 0) ELSE 0 END) AS DOUBLE) AS revenue`,
		count(raw('won'), 'won'),
		count(raw('lost'), 'lost'),
		count(below, 'below'),
		count(sql`${below} AND worked`, 'worked_below'),
		count(sql`${below} AND ${customer}`, 'won_below'),
		count(sql`${below} AND ${customer} AND worked`, 'worked_won_below')
	];
	const by = {
		way: raw('way'),
		gate,
		worked: raw('worked'),
		won: raw('won_now'),
		lost: raw('lost_days IS NOT NULL')
	};
	const cents = { n: raw('COUNT(*)'), cents: raw('SUM(value_cents)') };
	const rows = countedGroups(leads, selected, by, cents, { bySource: false });
	return sql`SELECT grp, CAST(SUM(n) AS DOUBLE) AS leads, ${join(sums, ',\n\t')}
FROM ${rows} AS counted GROUP BY grp ORDER BY grp`;
}

/** Selected leads of each group with a mark, see `LeadMarks`: grp, free_mail, opt_in, incomplete. */
export function sourceMarksQuery(
	leads: KeyedLeads,
	selected: Sql,
	{ freeMail, optIn, incomplete }: LeadMarks
): Sql {
	const none: LeadMark = { key: raw('0'), holds: () => raw('1 = 0') };
	const marks = Object.entries({ free_mail: freeMail, opt_in: optIn, incomplete });
	const by = Object.fromEntries(marks.map(([name, mark]) => [`${name}_key`, (mark ?? none).key]));
	const rows = countedGroups(leads, selected, by, { n: raw('COUNT(*)') }, { bySource: false });
	const sums = marks.map(([name, mark]) => {
		const holds = (mark ?? none).holds(raw(`${name}_key`));
		return sql`CAST(SUM(CASE WHEN ${holds} THEN n ELSE 0 END) AS DOUBLE) AS ${raw(name)}`;
	});
	return sql`SELECT grp, ${join(sums, ', ')} FROM ${rows} AS counted GROUP BY grp ORDER BY grp`;
}

/** Days from creation to the decision of selected leads, won or lost: grp, day, n. */
export function sourceProcessingQuery(leads: KeyedLeads, selected: Sql): Sql {
	const day = raw('COALESCE(won_days, lost_days)');
	const condition = sql`${selected} AND ${day} >= 0`;
	const rows = countedGroups(
		leads,
		condition,
		{ day },
		{ n: raw('COUNT(*)') },
		{ bySource: false }
	);
	return sql`SELECT grp, CAST(day AS DOUBLE) AS day, CAST(SUM(n) AS DOUBLE) AS n
FROM ${rows} AS decided GROUP BY grp, day ORDER BY grp, day`;
}

/** Closed deals of selected leads, a deal that several leads share at the first of them: grp, won, lost. */
export function sourceDealsQuery(keyed: KeyedLeads, selected: Sql, deals: Sql, known: Sql): Sql {
	const own = raw(`'#' || CAST(row_number AS VARCHAR) || '#' || CAST(closed_at AS VARCHAR)`);
	const leads = sql`(SELECT *, ROW_NUMBER() OVER (PARTITION BY COALESCE(CAST(deal AS VARCHAR), ${own}) ORDER BY created_at, row_number) AS nth
	FROM (SELECT asked.*, deals.deal, deals.closed_at, deals.won AS deal_won FROM ${deals} AS deals JOIN ${keyed.leads} AS asked ON deals.lead = asked.row_number
		WHERE deals.won IS NOT NULL AND ${known}) AS closed WHERE ${selected})`;
	const closed = countedGroups(
		{ ...keyed, leads },
		raw('nth = 1'),
		{},
		{
			won: raw('SUM(CASE WHEN deal_won THEN 1 ELSE 0 END)'),
			lost: raw('SUM(CASE WHEN deal_won THEN 0 ELSE 1 END)')
		},
		{ bySource: false }
	);
	return sql`SELECT grp, CAST(SUM(won) AS DOUBLE) AS won, CAST(SUM(lost) AS DOUBLE) AS lost FROM ${closed} AS counted GROUP BY grp ORDER BY grp`;
}
