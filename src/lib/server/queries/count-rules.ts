import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { ruleCountsQuery } from '#lib/domain/query/rule-counts-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Leads and wins behind a rule; `missing` are leads on which it cannot be evaluated. */
export interface RuleCount {
	leads: number;
	wins: number;
	missing: number;
}

/** Leads and wins behind each rule among the leads that count. @throws WorkbenchError `field-unknown` */
export async function countRules(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	rules: Rule[]
): Promise<{ leads: number; wins: number; rules: RuleCount[] }> {
	const query = ruleCountsQuery(rules, leadsTable(source), plan);
	const result = await engine.run(parameterized(query));
	const one = (name: string) => numbersOf(result, name)[0];
	return {
		leads: one('leads'),
		wins: one('wins'),
		rules: rules.map((_, i) => ({
			leads: one(`fires_${i}`),
			wins: one(`wins_${i}`),
			missing: one(`missing_${i}`)
		}))
	};
}
