import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
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
	groupScores(cells, scorecard, points).forEach((sum, g) => {
		addCut(total, sum, scorecard.groups[g].cap);
	});
	return cutAll(total, scorecard.cap);
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
			addGiven(sum, given, cells.states[rule]);
		});
		if (cap) addCut(sums[group], sum, cap);
	});
	return sums;
}

function addGiven(sum: Float64Array, given: Float64Array, states: Uint8Array): void {
	for (let c = 0; c < sum.length; c++) sum[c] += given[states[c]];
}

function addCut(total: Float64Array, sum: Float64Array, cap: Cap | undefined): void {
	const cut = cutAll(sum, cap);
	for (let c = 0; c < total.length; c++) total[c] += cut[c];
}

/** In place. */
function cutAll(points: Float64Array, cap: Cap | undefined): Float64Array {
	if (!cap) return points;
	const { min = -Infinity, max = Infinity } = cap;
	for (let c = 0; c < points.length; c++) {
		points[c] = Math.min(max, Math.max(min, points[c]));
	}
	return points;
}
