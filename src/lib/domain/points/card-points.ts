import type { Cells } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { allowedPoints } from './allowed-points.ts';
import { CappedSearch, type CappedEffort } from './capped-search.ts';
import { capsCanBind } from './caps-can-bind.ts';
import { cappedCardSearch, cardSearch, type CardSearch } from './card-search.ts';
import { bestCard, exactCard, type IntegerCard, type WholeCard } from './integer-card.ts';
import type { PointsOptions } from './points-options.ts';
import { prepareCard, type PreparedCard } from './prepared-card.ts';
import type { ProofWatch } from './proof-watch.ts';

/** Whole points for a scorecard, and what further questions about them start from. */
export interface CardPoints {
	/** Rules as the card evaluates them: 0 where a rule cannot be evaluated (statistics 7). */
	design: Design;
	/** Of the rules without caps; `granularityCurve` and `pointsStability` know none. */
	prepared: PreparedCard;
	/** Whether a cap can bind: then the card is the best one found, scored capped, without bound or certificate. */
	capped: boolean;
	/** Looks for cards as this one was looked for, capped or not. */
	search: CardSearch;
	card: WholeCard;
	/** Other cards that were looked at. */
	others: WholeCard[];
	/** Bound, gap and certificate; null where a cap can bind. */
	bounded: IntegerCard | null;
}

/** For the best capped card; a fifth of a second on a few thousand cells. */
const THOROUGH: CappedEffort = { climbs: Infinity, kicks: 24, mostCells: 4e6 };

/**
 * The whole points of a scorecard: the best card under the wishes, with bound and perhaps a certificate; or, where one of
 * its caps can bind within the range, the best capped card found (statistics 14).
 *
 * @param cells - training cells of the card's rules
 * @param options - one entry a rule in order of the card; rules without a weight belong into `held`. Without `today` the
 * card's own points are today's
 * @param watch - how long a proof is tried
 * @returns not measured for all reasons of `prepareCard` and `bestCard`
 * @example cardPoints(part(cells, 0), card, { min: -50, max: 50 })
 */
export function cardPoints(
	cells: Cells,
	scorecard: Scorecard,
	options: PointsOptions,
	watch?: ProofWatch
): Measured<CardPoints> {
	const rules = rulesOf(scorecard);
	const design = designFromCells(cells, scorecard, [...rules.keys()], []);
	const today = rules.map((rule) => rule.points);
	const prepared = prepareCard(design, { ...options, today: options.today ?? today });
	if (!prepared.measured) return prepared;
	const { problem } = prepared;
	if (capsCanBind(scorecard, allowedPoints(problem))) {
		const search = new CappedSearch(problem, cells, scorecard);
		const [card, ...others] = cappedCardSearch(prepared, search, THOROUGH)
			.find(problem, [])
			.map((found) => exactCard(problem, found));
		const shared = { design, prepared, capped: true, search: cappedCardSearch(prepared, search) };
		return { measured: true, ...shared, card, others, bounded: null };
	}
	const card = bestCard(prepared, watch);
	if (!card.measured) return card;
	const shared = { design, prepared, capped: false, search: cardSearch(prepared) };
	return { measured: true, ...shared, card, others: card.others, bounded: card };
}
