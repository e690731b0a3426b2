import { cholesky } from './cholesky.ts';

/** How much the other terms widen the errors of one. */
export interface VarianceInflation {
	name: string;
	/** Columns of the term: 1 for a rule or number, levels - 1 for a category. */
	df: number;
	/** Generalised variance inflation factor; the plain VIF where df is 1. */
	gvif: number;
	/** gvif^(1 / (2 df)): comparable between terms of different df; the root of the VIF where df is 1. */
	perDf: number;
}

/**
 * Variance inflation of each term (Fox & Monette 1992, car's `vif`): det(R_tt) det(R_oo) / det(R) with R the correlations
 * of the coefficients without the intercept, t those of the term and o the others. 1 where a term is unrelated to the
 * rest, which it also is where it is alone.
 *
 * @param covariance - of the coefficients, intercept first
 * @param terms - name and coefficients (indexes, 1 is the first column) of each term
 * @throws Error where the covariance is singular
 * @example varianceInflation(fit.covariance, [{ name: 'gre', coefficients: [1] }, { name: 'rank', coefficients: [3, 4, 5] }])
 */
export function varianceInflation(
	covariance: readonly (readonly number[])[],
	terms: readonly { name: string; coefficients: readonly number[] }[]
): VarianceInflation[] {
	const all = terms.flatMap(({ coefficients }) => coefficients);
	const whole = logDeterminant(covariance, all);
	return terms.map(({ name, coefficients }) => {
		const others = all.filter((j) => !coefficients.includes(j));
		const own = logDeterminant(covariance, coefficients);
		const logGvif = own + logDeterminant(covariance, others) - whole;
		const df = coefficients.length;
		return { name, df, gvif: Math.exp(logGvif), perDf: Math.exp(logGvif / (2 * df)) };
	});
}

/** Ln of the determinant of the correlations between some coefficients. */
function logDeterminant(
	covariance: readonly (readonly number[])[],
	coefficients: readonly number[]
): number {
	const size = coefficients.length;
	const correlation = new Float64Array(size * size);
	coefficients.forEach((i, row) =>
		coefficients.forEach((j, column) => {
			correlation[row * size + column] =
				covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
		})
	);
	const factor = cholesky(correlation, size);
	if (!factor) throw new Error('varianceInflation: the covariance is singular');
	let sum = 0;
	for (let i = 0; i < size; i++) sum += 2 * Math.log(factor.lower[i * size + i]);
	return sum;
}
