import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { sampledLeadsQuery } from '#lib/domain/query/sampled-leads-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Leads drawn at random, with some of their values. */
export interface SampledRows {
	test: Uint8Array;
	won: Uint8Array;
	/** In the order of the expressions. */
	values: Columns['columns'];
}

/** Leads that are drawn where columns are to be looked at lead by lead. */
export const SAMPLED_LEADS = 20_000;

/** About `SAMPLED_LEADS` training and test leads: the same ones for the same seed. @param usable - leads to draw from */
export async function readSampledLeads(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	values: Sql[],
	usable: number
): Promise<SampledRows> {
	const leads = { ...leadsTable(source), accounts: false };
	const query = sampledLeadsQuery(values, leads, plan, cut, SAMPLED_LEADS / Math.max(1, usable));
	const found = await engine.run(parameterized(query));
	return {
		test: Uint8Array.from(numbersOf(found, 'test')),
		won: Uint8Array.from(numbersOf(found, 'won')),
		values: values.map((_, i) => found.columns[found.names.indexOf(`value_${i}`)])
	};
}
