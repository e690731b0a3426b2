import cdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * Two-sided p value of a standard normal statistic, from the lower tail: exact also where it is tiny (1e-290).
 *
 * @throws Error where z is not a number
 * @example twoSidedP(1.959964) // 0.05
 */
export function twoSidedP(z: number): number {
	if (Number.isNaN(z)) throw new Error('twoSidedP: z is NaN');
	return 2 * cdf(-Math.abs(z), 0, 1);
}
