import type { Cells } from '#lib/domain/cells/cells.ts';
import { cellsFromColumns, cellsQuery, packing } from '#lib/domain/query/cells-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { splitLeads, type SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** The cells of a card's rules over its training and test leads: one GROUP BY (design §1). */
export async function readCells(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	scorecard: Scorecard
): Promise<Cells> {
	const leads = leadsTable(source);
	const rules = rulesOf(scorecard);
	const query = cellsQuery(rules, splitLeads(leads, plan, cut), leads.lookup, leads.dialect);
	const result = await engine.run(parameterized(query));
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const [test, n, k] = ['test', 'n', 'k'].map((name) => numbersOf(result, name));
	return cellsFromColumns(rules, { keys, test, n, k });
}
