import type { ExcludedLeads } from '#lib/domain/calibration/evidence.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { exclusionsQuery } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** What each exclusion of the card takes out, in its order; a lead belongs to the first that fits it. */
export async function countExclusions(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan
): Promise<ExcludedLeads[]> {
	if (plan.exclusions.length === 0) return [];
	const result = await engine.run(parameterized(exclusionsQuery(leadsTable(source), plan)));
	const [exclusion, n, k] = ['exclusion', 'n', 'k'].map((name) => numbersOf(result, name));
	return plan.exclusions.map(({ id, label }, i) => {
		const row = exclusion.indexOf(i + 1);
		return { id, label, leads: n[row] ?? 0, wins: k[row] ?? 0 };
	});
}
