import type { Cells } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { allowedPoints } from '#lib/domain/points/allowed-points.ts';
import { cappedCardSearch, cardSearch, type CardSearch } from '#lib/domain/points/card-search.ts';
import { CappedSearch, type CappedEffort } from '#lib/domain/points/capped-search.ts';
import { capsCanBind } from '#lib/domain/points/caps-can-bind.ts';
import {
	bestCard,
	exactCard,
	type IntegerCard,
	type WholeCard
} from '#lib/domain/points/integer-card.ts';
import { prepareCard, type PreparedCard } from '#lib/domain/points/prepared-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import type { ProofWatch } from '#lib/domain/points/proof-watch.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';

/** A card's rules ready for every question about whole points, and the best card under the wishes. */
export interface CardDesk {
	wishes: PointsOptions;
	/** Rules as the card evaluates them: 0 where a rule cannot be evaluated (statistics 7). */
	design: Design;
	prepared: PreparedCard;
	search: CardSearch;
	best: WholeCard;
	/** Other cards that were looked at. */
	others: WholeCard[];
	/** Bound and certificate; null where a cap can bind. */
	bounded: IntegerCard | null;
}

/** For the best capped card; a fifth of a second on a few thousand cells. */
const THOROUGH: CappedEffort = { climbs: 2, kicks: 2, mostCells: 4e6 };

/**
 * Finds the best card of a scorecard: with a bound, or scored capped where one of its caps can bind within the range.
 *
 * @param train - training cells
 * @param watch - how long a proof is tried
 * @returns not measured for all reasons of `prepareCard` and `bestCard`
 * @example cardDesk(train, card, wishes, workLimit(1e7))
 */
export function cardDesk(
	train: Cells,
	scorecard: Scorecard,
	wishes: PointsOptions,
	watch: ProofWatch
): Measured<CardDesk> {
	const design = designFromCells(train, scorecard, [...rulesOf(scorecard).keys()], []);
	const prepared = prepareCard(design, wishes);
	if (!prepared.measured) return prepared;
	const { problem } = prepared;
	const shared = { measured: true as const, wishes, design, prepared };
	if (!capsCanBind(scorecard, allowedPoints(problem))) {
		const best = bestCard(prepared, watch);
		if (!best.measured) return best;
		return { ...shared, search: cardSearch(prepared), best, others: best.others, bounded: best };
	}
	const capped = new CappedSearch(problem, train, scorecard);
	const [best, ...others] = cappedCardSearch(prepared, capped, THOROUGH)
		.find(problem, [])
		.map((card) => exactCard(problem, card));
	return { ...shared, search: cappedCardSearch(prepared, capped), best, others, bounded: null };
}
