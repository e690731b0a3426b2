import type { Evidence } from '#lib/domain/calibration/evidence.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import {
	accountCounts,
	accountCountsQuery,
	sharedWinsQuery
} from '#lib/domain/query/account-counts-query.ts';
import { packing } from '#lib/domain/query/cells-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Wins that share an account with another win, among training and test leads. */
export async function countSharedWins(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut
): Promise<number> {
	const query = sharedWinsQuery(leadsTable(source), plan, cut);
	return numbersOf(await engine.run(parameterized(query)), 'shared')[0];
}

/** Leads and wins by account and cell of the calibration: one GROUP BY. */
export async function readAccounts(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	scorecard: Scorecard,
	cells: Cells
): Promise<Omit<NonNullable<Evidence['accounts']>, 'sharedWins'>> {
	const rules = rulesOf(scorecard);
	const query = accountCountsQuery(rules, leadsTable(source), plan, cut);
	const result = await engine.run(parameterized(query));
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const [test, unit, n, k] = ['test', 'unit_number', 'n', 'k'].map((name) =>
		numbersOf(result, name)
	);
	return accountCounts(rules, cells, { keys, test, unit, n, k });
}
