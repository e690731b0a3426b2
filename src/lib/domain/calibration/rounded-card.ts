import { pointsOfSteps, type CardProblem } from '#lib/domain/points/card-problem.ts';
import { stepsOfPoints } from '#lib/domain/points/steps-of-points.ts';
import type { Points } from './points-of.ts';

/**
 * weight / b of every rule, rounded to the multiples and within the range, locks and signs that are wanted; where few rules
 * may change, those that are furthest from today's points by their errors.
 *
 * @param today - points of every rule
 * @returns points of every rule
 * @example roundedCard(problem, points, [30, 20]) // [40, 18]
 */
export function roundedCard(
	problem: CardProblem,
	{ estimates }: Pick<Points, 'estimates'>,
	today: readonly number[]
): number[] {
	const wanted = estimates.map((each, r) => each?.estimate ?? today[r]);
	const worth = estimates.map((each, r) =>
		each ? Math.abs(each.estimate - today[r]) / each.standardError : 0
	);
	return pointsOfSteps(problem, stepsOfPoints(problem, wanted, worth));
}
