import type { Cells } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { cappedCard } from './capped-card.ts';
import { capsCanBind } from './caps-can-bind.ts';
import { bestCard, type IntegerCard, type WholeCard } from './integer-card.ts';
import type { PointsOptions } from './points-options.ts';
import { allowedPoints } from './allowed-points.ts';
import { prepareCard, type PreparedCard } from './prepared-card.ts';
import type { ProofWatch } from './proof-watch.ts';

/** Whole points for a scorecard. */
export interface CardPoints {
	/** For further questions (`granularityCurve`, `fewestEdits`, `pointsStability`), which all know no caps. */
	prepared: PreparedCard;
	/** Whether a cap can bind: then the card is the best one found, scored capped, without bound or certificate. */
	capped: boolean;
	card: WholeCard;
	/** Bound, gap and certificate; null where a cap can bind. */
	bounded: IntegerCard | null;
}

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
	if (capsCanBind(scorecard, allowedPoints(prepared.problem))) {
		const card = cappedCard(prepared, cells, scorecard);
		return { measured: true, prepared, capped: true, card, bounded: null };
	}
	const card = bestCard(prepared, watch);
	if (!card.measured) return card;
	return { measured: true, prepared, capped: false, card, bounded: card };
}
