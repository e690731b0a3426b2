import { normalInterval } from '#lib/domain/logistic/normal-interval.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import type { Scale } from './calibration.ts';
import type { UnshrunkWeight } from './inference.ts';
import { pointsEstimatesOf } from './points-estimates-of.ts';
import type { RuleFit } from './rule-fit.ts';
import { weightCovariance } from './weight-covariance.ts';

/** What the leads say of a rule without the penalty that drew its shown weight. */
export interface Unshrunk {
	unshrunk: UnshrunkWeight | null;
	unshrunkPoints: PointsEstimate | null;
}

/**
 * Weights and points by maximum likelihood beside shrunk ones, on the same scale and with errors of the same kind (by
 * account where that counts), in order of `fitted.rules`. A shrunk interval says where the prior and the leads meet; only
 * this one says what the leads know.
 *
 * @returns nulls for a rule that is not shrunk
 * @example unshrunkWeights(fitted, scale, todaysScore)[0].unshrunk // { weight: 2.31, …, pointsCi: [33.5, 44.5] }
 */
export function unshrunkWeights(
	fitted: RuleFit,
	scale: Pick<Scale, 'kind' | 'logOddsPerPoint'>,
	todaysScore: Float64Array
): Unshrunk[] {
	const { ridge, unshrunk: fit } = fitted;
	if (!ridge || !fit) return fitted.rules.map(() => ({ unshrunk: null, unshrunkPoints: null }));
	const alone = { ...fitted, fit, method: 'maximum-likelihood' as const, ridge: null };
	const covariance = weightCovariance(alone);
	const points = pointsOn({ ...alone, covariance }, scale, todaysScore);
	return fitted.rules.map((_, j) => {
		if (ridge.factors[j] === 0) return { unshrunk: null, unshrunkPoints: null };
		const weight = fit.coefficients[j + 1];
		const standardError = Math.sqrt(covariance[j + 1][j + 1]);
		const estimate = points?.[j] ?? null;
		return {
			unshrunk: {
				weight,
				standardError,
				ci: normalInterval(weight, standardError),
				pointsEstimate: estimate?.estimate ?? null,
				pointsCi: estimate?.ci ?? null
			},
			unshrunkPoints: estimate
		};
	});
}

function pointsOn(
	fitted: RuleFit,
	{ kind, logOddsPerPoint }: Pick<Scale, 'kind' | 'logOddsPerPoint'>,
	todaysScore: Float64Array
): PointsEstimate[] | null {
	if (logOddsPerPoint === null) return null;
	return pointsEstimatesOf(fitted, kind === 'today' ? { todaysScore } : { logOddsPerPoint });
}
