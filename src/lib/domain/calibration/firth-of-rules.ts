import type { Design } from '#lib/domain/logistic/design.ts';
import { fitFirth, type FirthFit } from '#lib/domain/logistic/fit-firth.ts';
import type { LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { gradientPass } from '#lib/domain/logistic/gradient-pass.ts';
import { interceptAtObservedRate } from '#lib/domain/logistic/intercept-at-observed-rate.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';

/**
 * Weights under Firth's penalty, with the intercept at which what is predicted adds up to what was won (FLIC): the penalty
 * draws the mean prediction towards one half. Likelihood and deviance are those of the leads at these coefficients.
 *
 * @returns the fit to show, and as `top` the one before its intercept was set, from which profiles are taken
 * @throws Error for a design that `fitFirth` would refuse
 * @example firthOf(design).fit.coefficients
 */
export function firthOf(design: Design): { fit: LogisticFit; top: FirthFit } {
	const top = fitFirth(design);
	const intercept = interceptAtObservedRate(design, top.coefficients) ?? top.coefficients[0];
	const coefficients = [intercept, ...top.coefficients.slice(1)];
	const logLikelihood = logLikelihoodAt(design, coefficients);
	const fit = { ...top, coefficients, logLikelihood, deviance: -2 * logLikelihood };
	return { fit, top };
}

function logLikelihoodAt({ columns, offset, n, k }: Design, coefficients: number[]): number {
	const rows = runRows(columns, n.length);
	const at = Float64Array.from(coefficients);
	return gradientPass(rows, n, k, offset ?? null, at).logLikelihood;
}
