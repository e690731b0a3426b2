import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { auc } from './auc.ts';
import { bands } from './bands.ts';
import { brier } from './brier.ts';
import { collapseScores } from './collapse-scores.ts';
import { gains } from './gains.ts';
import { histogram } from './histogram.ts';
import { logLoss } from './log-loss.ts';
import { roc } from './roc.ts';

/** A score of each cell together with the probability it stands for. */
export interface ProbableScore {
	score: Float64Array;
	/** Of the fit itself, or of the map of a point score. */
	probability: Float64Array;
	/** The map that made the probability; null for a fitted score. */
	map: { intercept: number; slope: number } | null;
}

/**
 * Everything that is said about one score on a set of leads: ranking (AUC, ROC, gains), probability (Brier, log loss,
 * bands) and the histogram.
 *
 * @param n - leads of each cell
 * @param k - won leads of each cell
 * @returns not measured with fewer than two wins or two losses
 * @example scoreEvaluation({ score, probability, map }, test.n, test.k) // { auc: 0.74, … }
 */
export function scoreEvaluation(
	{ score, probability, map }: ProbableScore,
	n: Float64Array,
	k: Float64Array
): ScoreEvaluation | NotMeasured {
	const groups = collapseScores(score, n, k);
	const area = auc(groups);
	const curve = roc(groups);
	const gained = gains(groups);
	if (!area.measured) return area;
	if (!Array.isArray(curve)) return curve;
	if (!Array.isArray(gained)) return gained;
	return {
		auc: area.auc,
		aucCi: area.ci,
		brier: brier(probability, n, k),
		logLoss: logLoss(probability, n, k),
		map: map && { intercept: map.intercept, slope: map.slope },
		roc: curve,
		gains: gained,
		bands: bands(groups, probability, n),
		histogram: histogram(groups)
	};
}
