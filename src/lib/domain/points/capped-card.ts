import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { withinLimits } from './card-limits.ts';
import { CappedSearch, type CappedEffort } from './capped-search.ts';
import { exactCard, type WholeCard } from './integer-card.ts';
import type { PreparedCard } from './prepared-card.ts';
import { searchCard } from './search-card.ts';

/** Scales at which weights are rounded: caps make a card of small points another card than its double. */
const SCALES = 16;
/** A few seconds' work. */
const THOROUGH: CappedEffort = { climbs: Infinity, kicks: 24, mostCells: 5e8 };

/**
 * The best card found where caps can bind: from the best card without caps, from its weights at many scales and from today's
 * points (see `CappedSearch`). No bound and no certificate: a capped score is not a sum of rules (statistics 14).
 *
 * @param prepared - of the same rules without caps, for range, locks, signs and limits
 * @param cells - training cells
 * @example cappedCard(prepared, cells, card).points // [30, 20, -10]
 */
export function cappedCard(prepared: PreparedCard, cells: Cells, scorecard: Scorecard): WholeCard {
	const { problem } = prepared;
	const search = new CappedSearch(problem, cells, scorecard);
	return exactCard(problem, search.find(problem, startingCards(prepared), THOROUGH)[0]);
}

function startingCards({ problem, starts, optimum }: PreparedCard): Int32Array[] {
	const worth = optimum.weights.map(Math.abs);
	const largest = worth.reduce((most, value) => Math.max(most, value), 0);
	const reach = problem.low.reduce((most, low, j) => Math.max(most, -low, problem.high[j]), 1);
	const scaled = Array.from({ length: SCALES }, (_, s) => {
		const most = reach ** ((s + 1) / SCALES);
		return withinLimits(
			problem,
			optimum.weights.map((weight) => (largest > 0 ? (weight * most) / largest : 0)),
			worth
		);
	});
	const today = problem.today.map((steps) => (Number.isNaN(steps) ? 0 : steps));
	return [
		searchCard(problem, starts)[0].steps,
		...scaled,
		withinLimits(problem, today, today.map(Math.abs))
	];
}
