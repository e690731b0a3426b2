import { withinLimits } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';

/**
 * The steps of a problem that give points, or the nearest that keep to its range and limits.
 *
 * @param points - of every rule, in the order of the design
 * @param worth - of every rule; where limits are too tight, the least worthy gives way first
 * @example stepsOfPoints(problem, [15, -5]) // [3, -1] in multiples of 5
 */
export function stepsOfPoints(
	problem: CardProblem,
	points: ArrayLike<number>,
	worth: ArrayLike<number> = Array.from(points, Math.abs)
): Int32Array {
	const { rules, multipleOf } = problem;
	return withinLimits(
		problem,
		rules.map((rule) => (rule < 0 ? 1 : roundedHalf(points[rule] / multipleOf))),
		rules.map((rule) => (rule < 0 ? Infinity : worth[rule]))
	);
}

/** Halves away from 0. */
function roundedHalf(value: number): number {
	return Math.sign(value) * Math.round(Math.abs(value));
}
