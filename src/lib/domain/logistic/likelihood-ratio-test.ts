import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { chiSquareUpperTail } from './chi-square-upper-tail.ts';

/** Result of a likelihood-ratio test. */
export interface LikelihoodRatio {
	chiSquare: number;
	df: number;
	p: number;
}

/**
 * Likelihood-ratio test of a model against a larger one that contains it, on the same leads.
 *
 * @param smaller - log likelihood of the smaller model
 * @param larger - log likelihood of the larger model; a shortfall of rounding size counts as none
 * @param df - rank gained; with 0 nothing is tested: not measured, `nothing-to-test`
 * @throws Error where the larger model is clearly worse, so that one cannot contain the other
 * @example likelihoodRatioTest(-101.58356, -99.49601, 7) // { measured: true, chiSquare: 4.1751, df: 7, p: 0.7594 }
 */
export function likelihoodRatioTest(
	smaller: number,
	larger: number,
	df: number
): Measured<LikelihoodRatio> {
	if (df === 0) return notMeasured('nothing-to-test');
	if (larger < smaller - 1e-6 * (1 + Math.abs(smaller))) {
		throw new Error(
			`likelihoodRatioTest: ${larger} is below ${smaller}; the models are not nested`
		);
	}
	const chiSquare = Math.max(0, 2 * (larger - smaller));
	return { measured: true, chiSquare, df, p: chiSquareUpperTail(chiSquare, df) };
}
