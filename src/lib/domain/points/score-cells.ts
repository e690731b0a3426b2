import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { cutTo } from '#lib/domain/scorecard/cut-to.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { givenByState, scoreBuckets } from './score-buckets.ts';

/**
 * The score of each cell as the CRM would give it: points per rule, cut to the rule's bounds; summed and cut where
 * rules share a limit; summed per group and cut to the group's; summed and cut to the card's. A rule that did not fire, or could not be evaluated, gives 0 (its own bounds
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
	for (const [g, sum] of groupScores(cells, scorecard, points).entries()) {
		const { cap } = scorecard.groups[g];
		for (let c = 0; c < sum.length; c++) total[c] += cutTo(sum[c], cap);
	}
	return total.map((sum) => cutTo(sum, scorecard.cap));
}

/**
 * The sum of each group before its own bounds: rules cut to theirs, those that share a limit cut together.
 *
 * @param points - of each rule, in order of the card
 * @example groupScores(cells, card, [5, 10])[0] // Float64Array [0, 15]
 */
export function groupScores(
	cells: Cells,
	scorecard: Scorecard,
	points: ArrayLike<number>
): Float64Array[] {
	const caps = rulesOf(scorecard).map((rule) => rule.cap);
	const { ofRule, buckets } = scoreBuckets(scorecard);
	const sums = scorecard.groups.map(() => new Float64Array(cells.length));
	buckets.forEach(({ group, cap }, bucket) => {
		const sum = cap ? new Float64Array(cells.length) : sums[group];
		ofRule.forEach((of, rule) => {
			if (of !== bucket) return;
			const given = givenByState(points[rule], caps[rule], worthOfStates(cells, rule));
			const states = cells.states[rule];
			for (let c = 0; c < sum.length; c++) sum[c] += given[states[c]];
		});
		if (!cap) return;
		for (let c = 0; c < sum.length; c++) sums[group][c] += cutTo(sum[c], cap);
	});
	return sums;
}
