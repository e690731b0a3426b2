import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { pointsEstimates, type PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import type { RuleFit } from './rule-fit.ts';
import { jointCovariance } from './weight-covariance.ts';

/** What a point stands for: as much as today, by today's score of each cell of the fit, or a number of log-odds. */
export type PointsScaleOf = { todaysScore: Float64Array } | { logOddsPerPoint: number };

/**
 * Points of every fitted rule before rounding, in order of `fitted.rules`, with an interval that fits how the weights were
 * found: by account where that counts, shrunk where they were drawn (statistics 1, 9, 10).
 *
 * @param fitted - or its `unshrunk` fit, for what the leads say alone
 * @param scale - `today`: weight / b with the error of b, b fitted on today's score of each cell; else a fixed number of
 * log-odds a point
 * @example pointsEstimatesOf(fitted, { todaysScore })[0].ci // [33.5, 44.5]
 */
export function pointsEstimatesOf(
	fitted: Pick<
		RuleFit,
		'rules' | 'design' | 'fit' | 'method' | 'ridge' | 'accounts' | 'covariance'
	>,
	scale: PointsScaleOf
): PointsEstimate[] {
	const { design, fit, rules } = fitted;
	if ('logOddsPerPoint' in scale) {
		return rules.map((_, j) => {
			const estimate = fit.coefficients[j + 1] / scale.logOddsPerPoint;
			const error = Math.sqrt(fitted.covariance[j + 1][j + 1]);
			const standardError = error / Math.abs(scale.logOddsPerPoint);
			return { estimate, standardError, ci: normalInterval(estimate, standardError) };
		});
	}
	const { n, k } = design;
	const score = { names: ['score'], columns: [scale.todaysScore], n, k };
	const today = { design: score, fit: fitLogistic(score) };
	const joint = jointCovariance(fitted, today);
	return pointsEstimates({ design, fit }, today, joint).slice(0, rules.length);
}
