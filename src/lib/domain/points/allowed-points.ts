import type { CardProblem } from './card-problem.ts';

/**
 * Fewest and most points that each rule may have, in the order of the design.
 *
 * @example allowedPoints(problem) // [[-5, 5], [20, 20]] where the second rule is locked
 */
export function allowedPoints({
	low,
	high,
	kept,
	rules,
	multipleOf
}: CardProblem): [number, number][] {
	return kept.map((points, rule): [number, number] => {
		if (points !== null) return [points, points];
		const term = rules.indexOf(rule);
		return [low[term] * multipleOf, high[term] * multipleOf];
	});
}
