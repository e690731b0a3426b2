import type { LeadWeeks } from '#lib/domain/calibration/evidence.ts';
import { packing } from '#lib/domain/query/cells-query.ts';
import { lastWholeWeek, leadWeeks, leadWeeksQuery } from '#lib/domain/query/lead-weeks-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Leads by rule states and week of their decision time, over the last half year before the data date. */
export async function readLeadWeeks(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	dataDate: string,
	scorecard: Scorecard
): Promise<LeadWeeks> {
	const rules = rulesOf(scorecard);
	const lastWeek = lastWholeWeek(dataDate);
	const query = leadWeeksQuery(rules, leadsTable(source), plan, lastWeek);
	const result = await engine.run(parameterized(query));
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const [week, n] = ['week', 'n'].map((name) => numbersOf(result, name));
	return { ...leadWeeks(rules, { keys, week, n }), lastWeek };
}
