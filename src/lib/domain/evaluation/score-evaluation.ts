import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { auc } from './auc.ts';
import { bands } from './bands.ts';
import { calibrationSlope } from './calibration-slope.ts';
import { collapseScores, type ScoreGroups } from './collapse-scores.ts';
import { consistencyBand } from './consistency-band.ts';
import { decisionCurve } from './decision-curve.ts';
import { gains } from './gains.ts';
import { gini } from './gini.ts';
import { histogram } from './histogram.ts';
import { liftTable } from './lift-table.ts';
import { netBenefitThresholds } from './net-benefit-thresholds.ts';
import { reliability } from './reliability.ts';
import { roc } from './roc.ts';
import { scoreFigures } from './score-figures.ts';
import { thinCurve } from './thin-curve.ts';
import { totals } from './totals.ts';

/** A score of each cell together with the probability it stands for. */
export interface ProbableScore {
	score: Float64Array;
	/** Of the fit itself, or of the map of a point score; equal scores have equal probabilities. */
	probability: Float64Array;
	/** The map that made the probability; null for a fitted score. */
	map: { intercept: number; slope: number } | null;
}

export interface ScoreEvaluationOptions {
	/** Whole accounts count as independent in the intervals of KS, average precision and losses (statistics 1). */
	accounts?: ClusterCounts;
	/** Of the consistency band. */
	seed?: number;
}

/** Points of a curve, and steps of the reliability curve, at most: more than a reader can tell apart. */
const MOST = 200;

/**
 * Everything that is said about one score on a set of leads: ranking (AUC, Gini, KS, average precision, ROC, gains, lift),
 * probability (Brier, log loss, CORP reliability with its band, slope and intercept, bands), worth (decision curve) and
 * the histogram. Cells are collapsed to distinct scores first; all figures are exact, only drawn curves are thinned.
 *
 * @param n - leads of each cell
 * @param k - won leads of each cell
 * @returns not measured with fewer than two wins or two losses, or two accounts where these are given
 * @example scoreEvaluation({ score, probability, map }, test.n, test.k) // { auc: 0.74, … }
 */
export function scoreEvaluation(
	{ score, probability, map }: ProbableScore,
	n: Float64Array,
	k: Float64Array,
	{ accounts, seed = 1 }: ScoreEvaluationOptions = {}
): ScoreEvaluation | NotMeasured {
	const groups = collapseScores(score, n, k);
	const area = auc(groups);
	if (!area.measured) return area;
	const promised = probabilityOfGroups(groups, probability);
	const figures = scoreFigures(groups, promised, accounts);
	if (!figures.measured) return figures;
	const { ks, averagePrecision, brier, logLoss } = figures;
	return {
		auc: area.auc,
		aucCi: area.ci,
		gini: gini(area.auc),
		giniCi: [gini(area.ci[0]), gini(area.ci[1])],
		ks: ks.value,
		ksCi: ks.ci,
		averagePrecision: averagePrecision.value,
		averagePrecisionCi: averagePrecision.ci,
		brier: brier.value,
		brierCi: brier.ci,
		logLoss: logLoss.value,
		logLossCi: logLoss.ci,
		map: map && { intercept: map.intercept, slope: map.slope },
		...calibrationOf(promised, groups, seed),
		...curvesOf(groups),
		bands: bands(groups, probability, n),
		histogram: histogram(groups)
	};
}

function probabilityOfGroups({ group, score }: ScoreGroups, probability: Float64Array) {
	const found = new Float64Array(score.length);
	group.forEach((g, c) => {
		if (g < found.length) found[g] = probability[c];
	});
	return found;
}

function calibrationOf(promised: Float64Array, { n, k }: ScoreGroups, seed: number) {
	const line = calibrationSlope(promised, n, k);
	const corp = reliability(promised, n, k);
	const chance = consistencyBand(promised, n, { seed });
	if (!corp.measured || !chance.measured) throw new Error('scoreEvaluation: no leads');
	return {
		slope: line.measured ? line.slope : line,
		inTheLarge: line.measured ? { measured: true as const, ...line.inTheLarge } : line,
		reliability: {
			blocks: thinCurve(corp.blocks, ({ predicted }) => predicted, MOST),
			band: chance.band,
			brier: corp.brier,
			logLoss: corp.logLoss
		},
		netBenefit: netBenefitOf(promised, n, k)
	};
}

function netBenefitOf(promised: Float64Array, n: Float64Array, k: Float64Array) {
	const { leads, wins } = totals({ n, k });
	const curve = decisionCurve(promised, n, k, netBenefitThresholds(wins / leads));
	return curve.measured ? curve.points : [];
}

/** Curves that exist wherever there are wins and losses. */
function curvesOf(groups: ScoreGroups) {
	const curve = roc(groups, MOST);
	const gained = gains(groups, MOST);
	const tenths = liftTable(groups);
	if (!Array.isArray(curve) || !Array.isArray(gained) || !tenths.measured) {
		throw new Error('scoreEvaluation: one class only');
	}
	return { roc: curve, gains: gained, lift: tenths.rows };
}
