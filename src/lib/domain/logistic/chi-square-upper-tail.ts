import cdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * Probability that a chi-square variable of whole degrees of freedom exceeds x. Closed form: a sum of positive terms
 * (Abramowitz & Stegun 26.4.4, 26.4.5), so that tiny p values keep their digits, which 1 - cdf would lose.
 *
 * @param df - whole number, at least 1
 * @throws Error for other degrees of freedom or a negative x
 * @example chiSquareUpperTail(3.841459, 1) // 0.05
 */
export function chiSquareUpperTail(x: number, df: number): number {
	if (!(Number.isInteger(df) && df >= 1)) throw new Error(`chiSquareUpperTail: df ${df}`);
	if (!(x >= 0)) throw new Error(`chiSquareUpperTail: x ${x}`);
	if (x === 0) return 1;
	const odd = df % 2 === 1;
	const first = odd ? 1 : 0;
	let logTerm = -x / 2 + (odd ? Math.log((2 * x) / Math.PI) / 2 : 0);
	let tail = odd ? 2 * cdf(-Math.sqrt(x), 0, 1) : 0;
	for (let m = first + 2; m <= df; m += 2) {
		tail += Math.exp(logTerm);
		logTerm += Math.log(x / m);
	}
	return Math.min(1, tail);
}
