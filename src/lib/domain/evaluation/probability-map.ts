import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { totals } from './totals.ts';

/** What a point score says about the chance of a win: logit p = intercept + slope x score (statistics 8). */
export interface ProbabilityMap {
	intercept: number;
	/** Log-odds per point. */
	slope: number;
	/** 95 % Wald interval of the slope. */
	slopeCi: [number, number];
	logLikelihood: number;
}

/**
 * Fits the two-parameter logistic map of a point score (Platt's map without his correction of the outcomes). A point
 * score promises no probability by itself; every Brier score or log loss of it goes through such a map, fitted on
 * training leads.
 *
 * @param groups - training leads by score
 * @returns not measured: `one-class`, `constant-score`, or `separated-score` where one score value parts all wins from
 * all losses, so that the slope would run off
 * @example probabilityMap(collapseScores(score, n, k)) // { measured: true, intercept: -2.18, slope: 0.075, … }
 */
export function probabilityMap(groups: ScoreGroups): Measured<ProbabilityMap> {
	const refused = refusal(groups);
	if (refused) return refused;
	const { n, k } = groups;
	const fit = fitLogistic({ names: ['score'], columns: [groups.score], n, k });
	if (!fit.converged) return notMeasured('separated-score');
	const [intercept, slope] = fit.coefficients;
	const slopeCi = normalInterval(slope, fit.standardErrors[1]);
	return { measured: true, intercept, slope, slopeCi, logLikelihood: fit.logLikelihood };
}

/**
 * Probability of each score under a map.
 *
 * @example mappedProbabilities({ intercept: 0, slope: 0.1 }, Float64Array.of(0)) // Float64Array [0.5]
 */
export function mappedProbabilities(
	{ intercept, slope }: Pick<ProbabilityMap, 'intercept' | 'slope'>,
	score: Float64Array
): Float64Array {
	return score.map((value) => probability(intercept + slope * value));
}

function refusal(groups: ScoreGroups): NotMeasured | null {
	const { wins, losses } = totals(groups);
	if (wins === 0 || losses === 0) return notMeasured('one-class', { wins, losses });
	if (groups.score.length === 1) {
		return notMeasured('constant-score', { score: groups.score[0] });
	}
	const won = groups.score.filter((_, g) => groups.k[g] > 0);
	const lost = groups.score.filter((_, g) => groups.n[g] > groups.k[g]);
	const apart = won[0] >= lost[lost.length - 1] || lost[0] >= won[won.length - 1];
	return apart ? notMeasured('separated-score') : null;
}
