import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';

/**
 * What rules held at a weight add to the log-odds of each cell.
 *
 * @param held - log-odds per step by index of the rule
 * @example heldLogits(cells, new Map([[2, 0.35]]))
 */
export function heldLogits(cells: Cells, held: Map<number, number>): Float64Array {
	const sum = new Float64Array(cells.length);
	for (const [rule, weight] of held) {
		const states = cells.states[rule];
		const worth = worthOfStates(cells, rule);
		for (let c = 0; c < sum.length; c++) sum[c] += weight * worth[states[c]];
	}
	return sum;
}
