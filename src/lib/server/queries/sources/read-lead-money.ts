import { sourceMoneyQuery, type MoneyWays } from '#lib/domain/query/source-money-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import type { LeadMoney } from '#lib/domain/roi/money-by-month.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { monthText } from '#lib/domain/query/month-text.ts';

/** Leads of a period by month, source and group; those that a filter leaves out beside them. */
export interface ReadMoney {
	leads: LeadMoney[];
	others: LeadMoney[];
	/** Wins whose value is known. */
	valued: number;
}

/** Counts of `sourceMoneyQuery`; `month` is empty where a lead has no creation date. */
export async function readLeadMoney(engine: Engine, ways: MoneyWays): Promise<ReadMoney> {
	const found = await engine.run(parameterized(sourceMoneyQuery(ways)));
	const [group, source] = ['grp', 'src'].map((name) => textsOf(found, name) as string[]);
	const of = (name: string) => numbersOf(found, name);
	const [month, picked, leads, immature, mqls, sqls] = [
		'month',
		'picked',
		'leads',
		'immature',
		'mqls',
		'sqls'
	].map(of);
	const [wins, customers, revenue, valued] = ['wins', 'customers', 'revenue', 'valued'].map(of);
	const row = (i: number): LeadMoney => ({
		month: month[i] < 0 ? '' : monthText(month[i]),
		source: source[i],
		part: group[i],
		leads: leads[i],
		immature: immature[i],
		mqls: ways.mql !== null ? mqls[i] : null,
		sqls: ways.sql !== null ? sqls[i] : null,
		wins: wins[i],
		customers: customers[i],
		revenueCents: revenue[i]
	});
	const rows = Array.from(leads, (_, i) => i);
	return {
		leads: rows.filter((i) => picked[i] === 1).map(row),
		others: rows.filter((i) => picked[i] === 0).map(row),
		valued: valued.reduce((sum, n) => sum + n, 0)
	};
}
