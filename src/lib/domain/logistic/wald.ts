import type { LogisticFit } from './fit-logistic.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { twoSidedP } from './two-sided-p.ts';

/** Wald inference on one coefficient. */
export interface Wald {
	name: string;
	/** Log-odds per unit. */
	weight: number;
	standardError: number;
	z: number;
	/** Two-sided, of the weight being 0. */
	p: number;
	ci: [number, number];
}

/**
 * Wald statistics of every coefficient of a fit, intercept first: z = weight / standard error, normal p value and
 * interval.
 *
 * @param level - of the interval
 * @throws Error for a fit that did not converge
 * @example wald(fitLogistic(design))[1].ci // [0.31, 1.27]
 */
export function wald(fit: LogisticFit, level = 0.95): Wald[] {
	if (!fit.converged) throw new Error('wald: the fit did not converge');
	return fit.names.map((name, j) => {
		const weight = fit.coefficients[j];
		const standardError = fit.standardErrors[j];
		const z = weight / standardError;
		const ci = normalInterval(weight, standardError, level);
		return { name, weight, standardError, z, p: twoSidedP(z), ci };
	});
}
