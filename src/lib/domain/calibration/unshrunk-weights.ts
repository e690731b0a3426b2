import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import type { UnshrunkWeight } from './inference.ts';
import { pointsEstimatesOf, type PointsScaleOf } from './points-estimates-of.ts';
import type { RuleFit } from './rule-fit.ts';
import { weightCovariance } from './weight-covariance.ts';

/** Whether a penalty drew the weight of a term. */
export function isShrunk({ ridge }: Pick<RuleFit, 'ridge'>, term: number): boolean {
	return ridge !== null && ridge.factors[term] > 0;
}

/** Whether it drew it without end: the weight is the prior's, and its own error says nothing of the leads. */
export function isAtPrior(fitted: Pick<RuleFit, 'ridge' | 'choice'>, term: number): boolean {
	const { ridge } = fitted.choice;
	return isShrunk(fitted, term) && ridge.measured && ridge.strength === null;
}

/**
 * Weights by maximum likelihood beside shrunk ones, with errors of the same kind (by account where that counts), in order of
 * `fitted.rules`. A shrunk interval says where the prior and the leads meet; only this one says what the leads know.
 *
 * @returns null for a rule that is not shrunk
 * @example unshrunkWeights(fitted)[0] // { weight: 2.31, standardError: 0.17, ci: [1.98, 2.64] }
 */
export function unshrunkWeights(
	fitted: RuleFit
): (Pick<UnshrunkWeight, 'weight' | 'standardError' | 'ci'> | null)[] {
	const alone = byLeadsAlone(fitted);
	return fitted.rules.map((_, j) => {
		if (!alone || !isShrunk(fitted, j)) return null;
		const weight = alone.fit.coefficients[j + 1];
		const standardError = Math.sqrt(alone.covariance[j + 1][j + 1]);
		return { weight, standardError, ci: normalInterval(weight, standardError) };
	});
}

/**
 * The same as points, on the scale of the shown ones.
 *
 * @example unshrunkEstimates(fitted, { todaysScore })[0]?.ci // [33.5, 44.5]
 */
export function unshrunkEstimates(
	fitted: RuleFit,
	scale: PointsScaleOf
): (PointsEstimate | null)[] {
	const alone = byLeadsAlone(fitted);
	if (!alone) return fitted.rules.map(() => null);
	return pointsEstimatesOf(alone, scale).map((each, j) => (isShrunk(fitted, j) ? each : null));
}

/** The fit without its ridge; null where there was none. */
function byLeadsAlone(fitted: RuleFit): RuleFit | null {
	const { ridge, unshrunk: fit } = fitted;
	if (!ridge || !fit) return null;
	const alone = { ...fitted, fit, method: 'maximum-likelihood' as const, ridge: null };
	return { ...alone, covariance: weightCovariance(alone) };
}
