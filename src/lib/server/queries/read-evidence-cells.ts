import type { Cells } from '#lib/domain/cells/cells.ts';
import { packing } from '#lib/domain/query/cells-query.ts';
import {
	countedCells,
	evidenceCellsQuery,
	randomCells,
	type CountedBeside
} from '#lib/domain/query/evidence-cells-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

/** What one pass over the leads gives: the cells of the calibration, as `readCells`, and what was counted beside them. */
export interface EvidenceCells {
	cells: Cells;
	worked: Cells | null;
	accepted: Cells | null;
	randomSplit: Cells | null;
	winValue: { meanCents: number; wins: number } | null;
}

/** The cells of a card's rules and what is counted beside their outcome, null where it was not: one GROUP BY. */
export async function readEvidenceCells(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	scorecard: Scorecard,
	counted: CountedBeside
): Promise<EvidenceCells> {
	const rules = rulesOf(scorecard);
	const query = evidenceCellsQuery(rules, leadsTable(source), plan, cut, counted);
	const result = await engine.run(parameterized(query));
	const column = (name: string) => numbersOf(result, name);
	const keys = packing(rules).keys.map((_, i) => column(`key_${i}`));
	const rows = { keys, part: column('part'), n: column('n') };
	const k = column('k');
	const random = () => ({ n: column('random_n'), k: column('random_k') });
	return {
		cells: countedCells(rules, rows, rows.n, k),
		worked: counted.worked
			? countedCells(rules, rows, column('worked_n'), column('worked_k'))
			: null,
		accepted: counted.accepted ? countedCells(rules, rows, rows.n, column('accepted_k')) : null,
		randomSplit: counted.firstRandomDraw === null ? null : randomCells(rules, rows, k, random()),
		winValue: counted.value ? meanValue(column('value_n'), column('value_cents')) : null
	};
}

function meanValue(wins: Float64Array, cents: Float64Array): EvidenceCells['winValue'] {
	const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
	const all = sum(wins);
	return all === 0 ? null : { meanCents: sum(cents) / all, wins: all };
}
