import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { stackedCovariance, type FittedDesign } from '#lib/domain/logistic/stacked-covariance.ts';

/** Calibrated points of a rule before rounding, on today's scale. */
export interface PointsEstimate {
	estimate: number;
	standardError: number;
	/** 95 % interval. */
	ci: [number, number];
}

/** Weight and slope of a card of one rule differ by a factor only: their errors cancel down to rounding. */
const ROUNDING = 1e-12;

/**
 * weight / b, with the delta-method interval that carries the error of b and its covariance with the weight
 * (statistics 9).
 *
 * @param weight - log-odds per step, with its variance
 * @param slope - b: log-odds per point of today's score, with its variance; not 0
 * @param covariance - of weight and slope
 * @throws Error where the slope is 0
 * @example pointsEstimate({ value: 1, variance: 0.01 }, { value: 0.1, variance: 0 }, 0).ci // [8.04, 11.96]
 */
export function pointsEstimate(
	weight: { value: number; variance: number },
	slope: { value: number; variance: number },
	covariance: number
): PointsEstimate {
	if (slope.value === 0) throw new Error('pointsEstimate: the slope is 0');
	const estimate = weight.value / slope.value;
	const apart = weight.variance + estimate * estimate * slope.variance;
	const variance = Math.max(apart - 2 * estimate * covariance, ROUNDING * apart);
	const standardError = Math.sqrt(variance) / Math.abs(slope.value);
	return { estimate, standardError, ci: normalInterval(estimate, standardError) };
}

/**
 * Points of every term of a fit on the scale of today's score, with joint (stacked) covariance of weights and slope.
 *
 * @param rules - fit of all rules
 * @param today - fit of today's score alone (one term) on the same cells
 * @param joint - covariance of the coefficients of both, where it is not the plain stacked one
 * @returns one estimate a term of `rules`, without the intercept
 * @example pointsEstimates({ design, fit }, { design: scoreDesign, fit: scoreFit })[0].estimate // 41.2
 */
export function pointsEstimates(
	rules: FittedDesign,
	today: FittedDesign,
	joint = stackedCovariance(rules, today)
): PointsEstimate[] {
	if (today.design.columns.length !== 1) {
		throw new Error(`pointsEstimates: today's fit has ${today.design.columns.length} terms`);
	}
	const b = joint.length - 1;
	const slope = { value: today.fit.coefficients[1], variance: joint[b][b] };
	return rules.design.columns.map((_, term) =>
		pointsEstimate(
			{ value: rules.fit.coefficients[term + 1], variance: joint[term + 1][term + 1] },
			slope,
			joint[term + 1][b]
		)
	);
}
