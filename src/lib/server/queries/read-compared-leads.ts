import type { Cells } from '#lib/domain/cells/cells.ts';
import { cellsFromColumns, packing } from '#lib/domain/query/cells-query.ts';
import {
	comparedLeadsQuery,
	type ComparedColumns
} from '#lib/domain/query/compared-leads-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf, numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Training and test leads of a comparison: cells, and what belongs to each of them. */
export interface ComparedLeads {
	/** Cells that differ in a score column or an account count as different. */
	cells: Cells;
	/** Value of each score column in each cell; NaN where the lead has none. */
	scores: Float64Array[];
	/** Whether the scores of the cell's leads were written in time: a value of `STAMPED`. */
	stamped: Uint8Array;
	/** Account of each cell; null where leads count for themselves. */
	account: Float64Array | null;
	worked: { n: Float64Array; k: Float64Array } | null;
	accepted: Float64Array | null;
}

/** The leads of a comparison by rule states and score columns: one GROUP BY. @throws WorkbenchError `field-unknown` */
export async function readComparedLeads(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	rules: Rule[],
	columns: ComparedColumns
): Promise<ComparedLeads> {
	const query = comparedLeadsQuery(rules, leadsTable(source), plan, cut, columns);
	const result = await engine.run(parameterized(query));
	const column = (name: string) => numbersOf(result, name);
	const keys = packing(rules).keys.map((_, i) => column(`key_${i}`));
	const [test, n, k] = ['test', 'n', 'k'].map(column);
	return {
		cells: cellsFromColumns(rules, { keys, test, n, k }),
		scores: columns.scores.map((_, i) =>
			Float64Array.from(numbersOrNull(result, `score_${i}`), (value) => value ?? NaN)
		),
		stamped: Uint8Array.from(column('stamped')),
		account: columns.accounts ? column('unit_number') : null,
		worked: columns.worked ? { n: column('worked_n'), k: column('worked_k') } : null,
		accepted: columns.accepted ? column('accepted_k') : null
	};
}
