import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { lateOutcomesQuery, type SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Wins of training leads whose outcome was known by the split date, and leads whose outcome was not (statistics 6). */
export async function lateOutcomes(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	splitDate: string
): Promise<{ knownWins: number; lateLeads: number }> {
	const query = lateOutcomesQuery(leadsTable(source), plan, cut, splitDate);
	const result = await engine.run(parameterized(query));
	const [test, late, n, k] = ['test', 'late', 'n', 'k'].map((name) => numbersOf(result, name));
	let knownWins = 0;
	let lateLeads = 0;
	for (let row = 0; row < result.length; row++) {
		if (test[row] === 1) continue;
		if (late[row] === 1) lateLeads += n[row];
		else knownWins += k[row];
	}
	return { knownWins, lateLeads };
}
