import type { CardProblem } from './card-problem.ts';

/**
 * Number of terms, beside the fixed one, that give points.
 *
 * @example scoringTerms(problem, [1, 0, -3]) // 2
 */
export function scoringTerms({ fixed }: CardProblem, steps: ArrayLike<number>): number {
	let count = 0;
	for (let j = fixed; j < steps.length; j++) if (steps[j] !== 0) count++;
	return count;
}

/**
 * Number of terms, beside the fixed one, that are not as today.
 *
 * @example changedTerms(problem, [1, 0, -3]) // 3
 */
export function changedTerms({ fixed, today }: CardProblem, steps: ArrayLike<number>): number {
	let count = 0;
	for (let j = fixed; j < steps.length; j++) if (steps[j] !== today[j]) count++;
	return count;
}

/**
 * Whether fewer rules may give points, or change, than there are.
 *
 * @example isLimited({ ...problem, mostChanged: 3 }) // true
 */
export function isLimited({ low, fixed, mostRules, mostChanged }: CardProblem): boolean {
	return Math.min(mostRules, mostChanged) < low.length - fixed;
}

/**
 * Fewest terms that have to change from today: those that are not within the range, and those that have to go where fewer
 * rules may give points.
 *
 * @example changesNeeded(problem) // 0
 */
export function changesNeeded({ fixed, low, high, today, mostRules }: CardProblem): number {
	let strange = 0;
	let scoring = 0;
	for (let j = fixed; j < low.length; j++) {
		if (Number.isNaN(today[j])) strange++;
		if (Number.isNaN(today[j]) ? low[j] > 0 || high[j] < 0 : today[j] !== 0) scoring++;
	}
	return strange + Math.max(0, scoring - mostRules);
}

/**
 * Whether a card keeps to the largest numbers of rules and of changes.
 *
 * @example isAllowed(problem, [1, 0, -3]) // true
 */
export function isAllowed(problem: CardProblem, steps: ArrayLike<number>): boolean {
	return (
		scoringTerms(problem, steps) <= problem.mostRules &&
		changedTerms(problem, steps) <= problem.mostChanged
	);
}

/**
 * A card near the given one that keeps to the range and to the largest numbers of rules and of changes. What has to go
 * goes in order of worth: first back to today's points, then to 0.
 *
 * @param steps - wanted steps of each term
 * @param worth - of each term; the least worthy gives way first
 * @example withinLimits(problem, [9, 4, 1], [3, 2, 1]) // [5, 4, 0] where points end at 5 and two rules may score
 */
export function withinLimits(
	problem: CardProblem,
	steps: ArrayLike<number>,
	worth: ArrayLike<number>
): Int32Array {
	const { low, high, fixed, today, mostRules, mostChanged } = problem;
	const card = low.map((least, j) => Math.min(high[j], Math.max(least, Math.round(steps[j]))));
	const order = [...low.keys()].slice(fixed).sort((a, b) => worth[a] - worth[b] || a - b);
	const drop = (candidates: number[], surplus: number, to: (j: number) => number) => {
		for (const j of candidates.slice(0, Math.max(0, surplus))) card[j] = to(j);
	};
	const movedFromToday = order.filter((j) => !Number.isNaN(today[j]) && card[j] !== today[j]);
	drop(movedFromToday, changedTerms(problem, card) - mostChanged, (j) => today[j]);
	const mayBeZero = order.filter((j) => card[j] !== 0 && low[j] <= 0 && high[j] >= 0);
	const moved = mayBeZero.filter((j) => card[j] !== today[j]);
	drop(moved, scoringTerms(problem, card) - mostRules, () => 0);
	if (scoringTerms(problem, card) <= mostRules) return card;
	return fewestChanges(problem, order);
}

/** Today's card with as many of the least worthy rules at 0 as have to be. */
function fewestChanges(problem: CardProblem, order: number[]): Int32Array {
	const { low, high, today, mostRules } = problem;
	const card = low.map((least, j) =>
		Number.isNaN(today[j]) ? Math.min(high[j], Math.max(least, 0)) : today[j]
	);
	const mayBeZero = order.filter((j) => card[j] !== 0 && low[j] <= 0 && high[j] >= 0);
	const surplus = scoringTerms(problem, card) - mostRules;
	for (const j of mayBeZero.slice(0, Math.max(0, surplus))) card[j] = 0;
	return card;
}
