import { cardLoss } from './card-loss.ts';
import { withinLimits } from './card-limits.ts';
import { pointsOfSteps, type CardProblem } from './card-problem.ts';
import type { CappedEffort, CappedSearch } from './capped-search.ts';
import type { PreparedCard } from './prepared-card.ts';
import { searchCard, type FoundCard } from './search-card.ts';
import { isAnySlope } from './slope-window.ts';

/** Looks for cards: of sums of rules, or of capped scores. */
export interface CardSearch {
	/**
	 * Cards of a problem that were scored exactly, best first; at least one.
	 *
	 * @param problem - the prepared one, or one that differs in range, limits and slopes
	 * @param known - cards to start from as well
	 */
	find(problem: CardProblem, known: readonly Int32Array[]): FoundCard[];
	/** One card, scored exactly. */
	score(problem: CardProblem, steps: Int32Array): FoundCard;
}

/** Random restarts around each model: few are enough for cards that are compared, not proven. */
const KICKS = 15;
/** A tenth of a second, and more on many cells. */
export const QUICK: CappedEffort = { climbs: 1, kicks: 0, mostCells: 8e5 };

/**
 * Searches by models of the loss (see `searchCard`), from the places a card was prepared with.
 *
 * @example cardSearch(prepared).find({ ...prepared.problem, mostChanged: 3 }, [])[0].loss // 1040.2
 */
export function cardSearch({ starts }: PreparedCard, kicks = KICKS): CardSearch {
	return {
		find: (problem, known) => searchCard(problem, starts, known, kicks),
		score: (problem, steps) => ({ steps, ...cardLoss(problem)(steps) })
	};
}

/** Scales at which weights are rounded: caps make a card of small points another card than its double. */
const SCALES = 16;

function atScales(problem: CardProblem, weights: Float64Array): Int32Array[] {
	const { low, high, slopes } = problem;
	if (!isAnySlope(slopes)) return [];
	const worth = weights.map(Math.abs);
	const largest = worth.reduce((most, value) => Math.max(most, value), 0);
	const reach = low.reduce((most, least, j) => Math.max(most, -least, high[j]), 1);
	return Array.from({ length: SCALES }, (_, s) => {
		const most = reach ** ((s + 1) / SCALES);
		const steps = weights.map((weight) => (largest > 0 ? (weight * most) / largest : 0));
		return withinLimits(problem, steps, worth);
	});
}

/**
 * Searches among capped scores: what is found without caps is scored capped, and changed one rule at a time while that
 * helps.
 *
 * @example cappedCardSearch(prepared, new CappedSearch(prepared.problem, cells, card)).find(prepared.problem, [])
 */
export function cappedCardSearch(
	prepared: PreparedCard,
	capped: CappedSearch,
	effort: CappedEffort = QUICK
): CardSearch {
	const free = cardSearch(prepared);
	return {
		find(problem, known) {
			const without = free.find(problem, known).slice(0, 8);
			const today = problem.today.map((steps) => (Number.isNaN(steps) ? 0 : steps));
			const starts = [today, ...known].map((steps) =>
				withinLimits(problem, steps, steps.map(Math.abs))
			);
			const scaled = atScales(problem, prepared.optimum.weights);
			return capped.find(
				problem,
				[...without.map(({ steps }) => steps), ...starts, ...scaled],
				effort
			);
		},
		score: (problem, steps) => capped.score(problem, steps, pointsOfSteps(problem, steps))
	};
}
