import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import type { Measured } from '#lib/domain/units.ts';

/** How well a card of whole points ranks, beside the real weights that bound its loss. */
export interface RankingGap {
	/** AUC of the points. */
	auc: number;
	/** AUC of the weights. */
	ofWeights: number;
	/** ofWeights - auc; it may be below 0, because the weights were made for probabilities, not for ranks. */
	gap: number;
}

/**
 * The gap of a card to its bound in AUC, on the leads of the design.
 *
 * @param points - of each rule, in the order of the design
 * @param weights - log-odds of each rule, such as `boundWeights` of an integer card
 * @returns not measured with fewer than two wins or two losses
 * @throws Error where points or weights do not fit the design
 * @example rankingGap(design, card.points, card.boundWeights) // { measured: true, auc: 0.8607, ofWeights: 0.8619, gap: 0.0012 }
 */
export function rankingGap(
	design: Design,
	points: readonly number[],
	weights: readonly number[]
): Measured<RankingGap> {
	const [ofPoints, ofWeights] = [points, weights].map((each) =>
		auc(collapseScores(logits({ ...design, offset: undefined }, [0, ...each]), design.n, design.k))
	);
	if (!ofPoints.measured) return ofPoints;
	if (!ofWeights.measured) return ofWeights;
	const gap = ofWeights.auc - ofPoints.auc;
	return { measured: true, auc: ofPoints.auc, ofWeights: ofWeights.auc, gap };
}
