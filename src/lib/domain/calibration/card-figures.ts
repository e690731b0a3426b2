import type { Cells } from '#lib/domain/cells/cells.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import type { RayPenalty } from '#lib/domain/points/card-penalty.ts';
import { heldScore } from '#lib/domain/points/held-score.ts';
import { differingPoints } from '#lib/domain/points/integer-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { profileLoss } from '#lib/domain/points/profile-loss.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { scoreLevels } from '#lib/domain/points/score-levels.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CardFigures } from './whole-points.ts';

/** Any card with what it costs, but for the share of what can be explained. */
export interface MeasuredCard extends Omit<CardFigures, 'explainedShare'> {
	/** Log-odds per point beside held rules: the slope of the loss. */
	fitSlope: number;
}

/**
 * Measures cards of a scorecard alike, found by whatever way: scored as the CRM scores them, capped, the loss of statistics 14
 * profiled over intercept and any slope, with the penalty and the held rules of the search.
 *
 * @param train - training cells
 * @param wishes - of the search
 * @param todaysSlope - log-odds per point of today's score; null where it has none
 * @returns figures of the points of every rule
 * @example cardMeasure(train, card, wishes, 0.06)([20, 20, 0]) // { loss: 1040.2, edits: 1, slope: 0.061, worth: 1.02, … }
 */
export function cardMeasure(
	train: Cells,
	scorecard: Scorecard,
	wishes: PointsOptions,
	todaysSlope: number | null
): (points: readonly number[]) => MeasuredCard {
	const today = rulesOf(scorecard).map((rule) => rule.points);
	const heldWeights = today.map((_, r) => wishes.heldWeights?.[r] ?? null);
	return (points) => {
		const score = scoreCells(train, scorecard, points);
		const groups = collapseScores(score, train.n, train.k);
		const map = probabilityMap(groups);
		const slope = map.measured ? map.slope : null;
		const area = auc(groups);
		return {
			points: [...points],
			...lossOf(train, scorecard, score, points, heldWeights, wishes),
			edits: differingPoints(points, today),
			slope,
			worth: slope !== null && todaysSlope && todaysSlope > 0 ? slope / todaysSlope : null,
			auc: area.measured ? area.auc : null
		};
	};
}

function lossOf(
	train: Cells,
	scorecard: Scorecard,
	score: Float64Array,
	points: readonly number[],
	heldWeights: (number | null)[],
	wishes: PointsOptions
): Pick<MeasuredCard, 'loss' | 'fitSlope'> {
	const held = heldScore({ heldWeights, kept: [...points] }, train, scorecard);
	const filled = [...train.n.keys()].filter((c) => train.n[c] > 0);
	const pick = (values: Float64Array) => Float64Array.from(filled, (c) => values[c]);
	const levels = scoreLevels(pick(train.n), pick(train.k), held && pick(held.offset));
	const free = held ? score.map((value, c) => value - held.points[c]) : score;
	const profile = profileLoss(levels(pick(free)), penaltyOf(points, heldWeights, wishes));
	return { loss: profile.loss, fitSlope: profile.slope };
}

function penaltyOf(
	points: readonly number[],
	heldWeights: (number | null)[],
	{ ridge }: PointsOptions
): RayPenalty {
	const along: RayPenalty = { square: 0, pull: 0, constant: 0 };
	if (!ridge) return along;
	points.forEach((value, r) => {
		const strength = ridge.strength * (ridge.factors?.[r] ?? 1);
		const prior = ridge.prior?.[r] ?? 0;
		const weight = heldWeights[r];
		along.constant += (strength / 2) * ((weight ?? 0) - prior) ** 2;
		if (weight !== null) return;
		along.square += strength * value ** 2;
		along.pull += strength * value * prior;
	});
	return along;
}
