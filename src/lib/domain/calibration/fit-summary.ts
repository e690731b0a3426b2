import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Calibration, FitSummary, Refusal } from './calibration.ts';
import { isSeparated } from './fit-rules.ts';
import type { RuleFit } from './rule-fit.ts';

/**
 * What is told of a fit: its likelihood, how it was come to, and which rules only Firth's penalty would fit.
 *
 * @example fitSummary(fitted, refusals).method // 'ridge'
 */
export function fitSummary(
	fitted: Measured<RuleFit>,
	refusals: (Refusal | null)[]
): Calibration['fit'] {
	if (!fitted.measured) return notMeasured(fitted.reason, fitted.params);
	const { fit, nuisance, method, choice } = fitted;
	return {
		measured: true,
		logLikelihood: fit.logLikelihood,
		nullLogLikelihood: fit.nullLogLikelihood,
		iterations: fit.iterations,
		converged: fit.converged,
		parameters: fit.coefficients.length,
		nuisanceFields: nuisance,
		method,
		wanted: choice.wanted,
		fewBehind: choice.fewBehind.length,
		separated: refusals.filter(isSeparated).length,
		ridge: choice.ridge,
		effectiveDf: choice.ridge.measured ? choice.ridge.effectiveDf : fit.coefficients.length,
		clusters: choice.clusters
	} satisfies FitSummary;
}
