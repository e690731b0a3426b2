import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import {
	likelihoodRatioTest,
	type LikelihoodRatio
} from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { totals } from './totals.ts';

/** A number with its standard error and 95 % Wald interval. */
export interface Estimate {
	value: number;
	standardError: number;
	ci: [number, number];
}

/** Whether a probability promises too much or too little, in the large and at its ends. */
export interface CalibrationSlope {
	/** Calibration in the large: log-odds to add to every prediction; 0 is right, above 0 it promised too little. */
	inTheLarge: Estimate;
	/** Log-odds per predicted log-odds; 1 is right, below 1 the predictions are too far apart. */
	slope: Measured<Estimate>;
	/** Test of both at once against 0 and 1 (df 2), the unreliability test of `val.prob`. */
	test: Measured<LikelihoodRatio>;
}

/**
 * Calibration intercept and slope of a probability on leads it was not fitted on (Cox 1958; Miller et al. 1993):
 * intercept of a logistic model with the predicted log-odds as offset, and slope of one with them as the only term. On
 * the leads of its own fit a maximum likelihood prediction has 0 and 1 by construction.
 *
 * @param probability - predicted for each cell, between 0 and 1
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured: `one-class`, or `probability-at-edge` where a lead was promised 0 or 1, which no log-odds can
 * express; the slope alone is not measured where all predictions are equal (`constant-score`) or part winners from losers
 * (`separated-score`)
 * @throws Error for columns of different length or a probability outside 0..1
 * @example calibrationSlope(probability, n, k) // { measured: true, inTheLarge: { value: 0.025, … }, slope: { value: 0.958, … } }
 */
export function calibrationSlope(
	probability: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<CalibrationSlope> {
	if (probability.length !== n.length || n.length !== k.length) {
		throw new Error(
			`calibrationSlope: ${probability.length} probabilities, ${n.length} n, ${k.length} k`
		);
	}
	const refused = refusal(probability, n, k);
	if (refused) return refused;
	const logit = probability.map((p, c) => (n[c] > 0 ? Math.log(p / (1 - p)) : 0));
	const base: Design = { names: [], columns: [], n, k };
	const large = fitLogistic({ ...base, offset: logit });
	const asPredicted = logLikelihoodOf(logit, n, k);
	const slope = slopeOf({ ...base, names: ['logit'], columns: [logit] });
	return {
		measured: true,
		inTheLarge: estimate(large.coefficients[0], large.standardErrors[0]),
		slope: slope.measured ? { measured: true, ...slope.estimate } : slope,
		test: slope.measured ? likelihoodRatioTest(asPredicted, slope.logLikelihood, 2) : slope
	};
}

function refusal(probability: Float64Array, n: Float64Array, k: Float64Array): NotMeasured | null {
	const { leads, wins } = totals({ n, k });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	let atEdge = 0;
	for (let c = 0; c < n.length; c++) {
		const p = probability[c];
		if (!(p >= 0 && p <= 1)) throw new Error(`calibrationSlope: probability ${p}`);
		if (p === 0 || p === 1) atEdge += n[c];
	}
	return atEdge > 0 ? notMeasured('probability-at-edge', { leads: atEdge }) : null;
}

function slopeOf(design: Design): Measured<{ estimate: Estimate; logLikelihood: number }> {
	const [logit] = design.columns;
	const seen = logit.filter((_, c) => design.n[c] > 0);
	if (seen.every((value) => value === seen[0])) {
		return notMeasured('constant-score', { score: 1 / (1 + Math.exp(-seen[0])) });
	}
	const fit = fitLogistic(design);
	if (!fit.converged) return notMeasured('separated-score');
	const { coefficients, standardErrors, logLikelihood } = fit;
	return { measured: true, estimate: estimate(coefficients[1], standardErrors[1]), logLikelihood };
}

function logLikelihoodOf(logit: Float64Array, n: Float64Array, k: Float64Array): number {
	return logit.reduce((sum, eta, c) => {
		const spread = Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
		return sum + k[c] * eta - n[c] * spread;
	}, 0);
}

function estimate(value: number, standardError: number): Estimate {
	return { value, standardError, ci: normalInterval(value, standardError) };
}
