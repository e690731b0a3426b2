import { changedTerms } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import { isAnySlope } from './slope-window.ts';

/**
 * Of all cards that are multiples of each other, and so have the same loss, the one to show: fewest changes from today,
 * then nearest to today's points (sum of differences), then the smallest numbers (statistics 9).
 *
 * @param steps - a card within the range; one with a fixed term, or of a problem that bounds the slope, has no multiples
 * @example neatCard(problem, [4, -2]) // [2, -1] where there is no card of today
 */
export function neatCard(problem: CardProblem, steps: Int32Array): Int32Array {
	const { low, high, fixed, today } = problem;
	const factor = steps.reduce(greatestDivisor, 0);
	if (fixed || factor === 0 || !isAnySlope(problem.slopes)) return steps;
	const unit = steps.map((value) => value / factor);
	let best = steps;
	let bestRank = [Infinity, Infinity, Infinity];
	for (let times = 1; ; times++) {
		const card = unit.map((value) => value * times);
		const largest = card.some((value, j) => Math.abs(value) > Math.max(-low[j], high[j]));
		if (largest) return best;
		if (card.some((value, j) => value < low[j] || value > high[j])) continue;
		const distance = card.reduce((sum, value, j) => sum + (Math.abs(value - today[j]) || 0), 0);
		const rank = [changedTerms(problem, card), distance, times];
		if (!lower(rank, bestRank)) continue;
		best = card;
		bestRank = rank;
	}
}

function lower(a: number[], b: number[]): boolean {
	const at = a.findIndex((value, i) => value !== b[i]);
	return at !== -1 && a[at] < b[at];
}

/** @example greatestDivisor(12, -18) // 6 */
export function greatestDivisor(a: number, b: number): number {
	return b === 0 ? Math.abs(a) : greatestDivisor(b, a % b);
}
