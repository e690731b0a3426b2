import type { Cells } from '#lib/domain/cells/cells.ts';
import { cellsFromColumns, packing } from '#lib/domain/query/cells-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { scoredLeadsQuery } from '#lib/domain/query/scored-leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** Leads with a score in a column, one by one. */
export interface ScoredLeads {
	rows: Float64Array;
	lines: Float64Array;
	ids: (string | null)[];
	/** One cell a lead. */
	cells: Cells;
	scores: Float64Array;
	/** Days from when the score was written to the decision time. */
	written: (number | null)[];
}

/** A page of the leads that have a score in a column. @throws WorkbenchError `field-unknown` */
export async function readScoredLeads(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	rules: Rule[],
	columns: { column: string; stamp: string | null },
	page: { after: number; most: number }
): Promise<ScoredLeads> {
	const query = scoredLeadsQuery(rules, leadsTable(source), plan, cut, columns, page);
	const result = await engine.run(parameterized(query));
	const rows = numbersOf(result, 'row_number');
	const keys = packing(rules).keys.map((_, i) => numbersOf(result, `key_${i}`));
	const each = new Float64Array(rows.length).fill(1);
	const none = new Float64Array(rows.length);
	return {
		rows,
		lines: numbersOf(result, 'line'),
		ids: textsOf(result, 'id'),
		cells: cellsFromColumns(rules, { keys, test: none, n: each, k: none }),
		scores: numbersOf(result, 'score'),
		written: numbersOrNull(result, 'written')
	};
}
