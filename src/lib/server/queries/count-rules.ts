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

/** A query of hundreds of sums takes longer to plan than to run. */
const RULES_A_QUERY = 50;

/** Leads and wins behind each rule among the leads that count. @throws WorkbenchError `field-unknown` */
export async function countRules(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	rules: Rule[]
): Promise<{ leads: number; wins: number; rules: RuleCount[] }> {
	const counted: RuleCount[] = [];
	let totals = { leads: 0, wins: 0 };
	for (let from = 0; from === 0 || from < rules.length; from += RULES_A_QUERY) {
		const some = rules.slice(from, from + RULES_A_QUERY);
		const query = ruleCountsQuery(some, leadsTable(source), plan);
		const result = await engine.run(parameterized(query));
		const one = (name: string) => numbersOf(result, name)[0];
		totals = { leads: one('leads'), wins: one('wins') };
		const countOf = (_: Rule, i: number) => ({
			leads: one(`fires_${i}`),
			wins: one(`wins_${i}`),
			missing: one(`missing_${i}`)
		});
		counted.push(...some.map(countOf));
	}
	return { ...totals, rules: counted };
}
