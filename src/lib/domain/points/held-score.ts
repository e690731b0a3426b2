import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CardProblem } from './card-problem.ts';

/**
 * What rules held at log-odds of their own give each cell: points on the card, cut to each rule's bounds, and log-odds in the
 * fit. A rule that could not be evaluated gives nothing.
 *
 * @returns null where no rule is held so
 * @example heldScore(problem, cells, card)?.points // Float64Array [0, 5, 5]
 */
export function heldScore(
	{ heldWeights, kept }: Pick<CardProblem, 'heldWeights' | 'kept'>,
	cells: Cells,
	scorecard: Scorecard
): { points: Float64Array; offset: Float64Array } | null {
	const rules = rulesOf(scorecard);
	const held = heldWeights.flatMap((weight, rule) => (weight === null ? [] : [{ rule, weight }]));
	if (held.every(({ rule, weight }) => weight === 0 && !kept[rule])) return null;
	const points = new Float64Array(cells.length);
	const offset = new Float64Array(cells.length);
	for (const { rule, weight } of held) {
		const { min = -Infinity, max = Infinity } = rules[rule].cap ?? {};
		const states = cells.states[rule];
		const worth = worthOfStates(cells, rule);
		for (let c = 0; c < states.length; c++) {
			const state = states[c];
			if (state === 0 || state === MISSING) continue;
			points[c] += Math.min(max, Math.max(min, (kept[rule] ?? 0) * worth[state]));
			offset[c] += weight * worth[state];
		}
	}
	return { points, offset };
}
