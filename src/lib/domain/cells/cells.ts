import { cellsAt } from './cells-at.ts';

/** State of a rule that could not be evaluated for a lead because the data is missing. */
export const MISSING = 255;

/**
 * Leads collapsed to the distinct combinations of their rule states: the sufficient statistic of everything
 * Leadgauge calculates (design §1). Columns of equal length, one entry a cell.
 *
 * Counts are doubles, so sums stay exact up to 2^53 leads.
 */
export interface Cells {
	/** Number of cells. */
	length: number;
	/** One column a rule, in the scorecard's order: 0 (false), 1..k (true, or steps reached), MISSING. */
	states: Uint8Array[];
	/**
	 * One entry a rule: what each of its states is worth in events where that is not the state's number, as for points that
	 * wear off; null for all other rules. Absent where there are only these. Read through `worthOfStates`.
	 */
	values?: readonly (Float64Array | null)[];
	/** 0 = earlier leads (training), 1 = later leads (test). */
	test: Uint8Array;
	/** Leads in the cell. */
	n: Float64Array;
	/** Won leads in the cell, 0 <= k <= n. */
	k: Float64Array;
}

/**
 * The cells of one part: 0 = training, 1 = test.
 * @example part({ length: 1, states: [], test: Uint8Array.of(1), n: Float64Array.of(2), k: Float64Array.of(1) }, 0).length // 0
 */
export function part(cells: Cells, test: 0 | 1): Cells {
	const keep: number[] = [];
	for (let c = 0; c < cells.length; c++) if (cells.test[c] === test) keep.push(c);
	return cellsAt(cells, keep);
}
