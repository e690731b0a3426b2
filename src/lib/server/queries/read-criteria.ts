import type { CriterionAnswers } from '#lib/domain/evaluation/criterion-finding.ts';
import { criteriaQuery } from '#lib/domain/query/criteria-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import type { FrameworkCriterion } from '#lib/domain/scorecard/framework-criteria.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Leads and wins by what each criterion says, among the leads that count. @throws WorkbenchError `field-unknown` */
export async function readCriteria(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	criteria: FrameworkCriterion[]
): Promise<CriterionAnswers[]> {
	if (criteria.length === 0) return [];
	const query = criteriaQuery(criteria, leadsTable(source), plan);
	const result = await engine.run(parameterized(query));
	const share = (name: string, i: number) => ({
		leads: numbersOf(result, `${name}_${i}`)[0],
		wins: numbersOf(result, `${name}_wins_${i}`)[0]
	});
	return criteria.map((_, i) => ({
		yes: share('yes', i),
		no: share('no', i),
		unknown: share('unknown', i)
	}));
}
