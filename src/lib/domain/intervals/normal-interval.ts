import quantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * The interval estimate ± z standard errors (Wald), 95 % unless told.
 *
 * @param standardError - at least 0
 * @throws Error for a level outside 0..1 or a negative standard error
 * @example normalInterval(0, 1) // [-1.95996, 1.95996]
 */
export function normalInterval(
	estimate: number,
	standardError: number,
	level = 0.95
): [number, number] {
	if (!(standardError >= 0)) throw new Error(`normalInterval: standard error ${standardError}`);
	const reach = normalReach(level) * standardError;
	return [estimate - reach, estimate + reach];
}

/**
 * How many standard errors a two-sided interval of a level reaches: 1.96 for 95 %.
 *
 * @example normalReach(0.95) // 1.959964
 */
export function normalReach(level = 0.95): number {
	if (!(level > 0 && level < 1)) throw new Error(`normalReach: level ${level}`);
	return quantile(0.5 + level / 2, 0, 1);
}
