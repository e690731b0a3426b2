import type { Design } from './design.ts';
import { fitLogistic } from './fit-logistic.ts';
import { logits } from './logits.ts';

/**
 * FLIC: the intercept at which the mean prediction equals the observed rate, with all other coefficients as they are
 * (Puhr et al. 2017).
 *
 * @param coefficients - intercept first; it is not used
 * @returns null where the leads have one outcome only
 * @example interceptAtObservedRate(design, fitFirth(design).coefficients)
 */
export function interceptAtObservedRate(
	design: Design,
	coefficients: ArrayLike<number>
): number | null {
	const offset = logits(design, [0, ...Array.from(coefficients).slice(1)]);
	const fit = fitLogistic({ ...design, names: [], columns: [], offset });
	return fit.converged ? fit.coefficients[0] : null;
}
