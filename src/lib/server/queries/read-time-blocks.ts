import type { TimeBlocks } from '#lib/domain/calibration/evidence.ts';
import { packing } from '#lib/domain/query/cells-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { timeBlocks, timeBlocksQuery } from '#lib/domain/query/time-blocks-query.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Training and test leads by rule states and time block: one GROUP BY. */
export async function readTimeBlocks(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	scorecard: Scorecard
): Promise<TimeBlocks> {
	const rules = rulesOf(scorecard);
	const query = timeBlocksQuery(rules, leadsTable(source), plan, cut);
	const result = await engine.run(parameterized(query));
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const [test, block, n, k] = ['test', 'block', 'n', 'k'].map((name) => numbersOf(result, name));
	return timeBlocks(rules, { keys, test, block, n, k });
}
