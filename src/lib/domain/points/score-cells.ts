import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * The score of each cell as the CRM would give it: points per rule, cut to the rule's bounds; summed per group and cut to
 * the group's; summed and cut to the card's. A rule that did not fire, or could not be evaluated, gives 0 (its own bounds
 * apply to what it gives; statistics 7). Group and card bounds apply also where nothing fired.
 *
 * @param points - points of each rule in order of the card, instead of the card's own; per step for a stepped rule
 * @throws Error where the points or the state columns do not fit the card
 * @example scoreCells(cells, scorecard) // Float64Array [0, 30, 45]
 */
export function scoreCells(
	cells: Cells,
	scorecard: Scorecard,
	points: ArrayLike<number> = rulesOf(scorecard).map((rule) => rule.points)
): Float64Array {
	const rules = rulesOf(scorecard);
	if (points.length !== rules.length || cells.states.length !== rules.length) {
		throw new Error(
			`scoreCells: ${rules.length} rules, ${points.length} points, ${cells.states.length} state columns`
		);
	}
	const total = new Float64Array(cells.length);
	let rule = 0;
	for (const group of scorecard.groups) {
		const sum = new Float64Array(cells.length);
		for (const { cap } of group.rules) {
			const given = pointsByState(points[rule], cap);
			const states = cells.states[rule++];
			for (let c = 0; c < sum.length; c++) sum[c] += given[states[c]];
		}
		for (let c = 0; c < sum.length; c++) total[c] += cut(sum[c], group.cap);
	}
	return total.map((sum) => cut(sum, scorecard.cap));
}

/** Points given in each state; state 0 and MISSING give none. */
function pointsByState(points: number, cap: Cap | undefined): Float64Array {
	const given = new Float64Array(MISSING + 1);
	for (let state = 1; state < MISSING; state++) given[state] = cut(points * state, cap);
	return given;
}

function cut(value: number, cap: Cap | undefined): number {
	return Math.min(cap?.max ?? Infinity, Math.max(cap?.min ?? -Infinity, value));
}
