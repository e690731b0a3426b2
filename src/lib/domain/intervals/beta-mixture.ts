import cdf from '@stdlib/stats-base-dists-beta-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** A distribution of a rate: beta curves, each with its weight; the weights add up to 1. */
export interface BetaMixture {
	a: ArrayLike<number>;
	b: ArrayLike<number>;
	weight: ArrayLike<number>;
}

/** How close to the asked share the distribution function at the quantile is. */
const CLOSE = 1e-9;

/** Log-odds beyond which a rate is 0 or 1 for everybody: 1e-13. */
const EDGE = 30;

/**
 * The quantile of a mixture of beta distributions; of a single one with weight 1 it is R's `qbeta`. Found on the
 * scale of log-odds by regula falsi with the Illinois step, from bounds that are moved out until they hold it.
 * Quantiles below 1e-13 come back as 0, those as close to 1 as 1.
 *
 * @param share - strictly between 0 and 1
 * @throws Error for another share
 * @example betaMixtureQuantile(0.5, { a: [2], b: [2], weight: [1] }) // 0.5
 */
export function betaMixtureQuantile(share: number, mixture: BetaMixture): number {
	if (!(share > 0 && share < 1)) throw new Error(`betaMixtureQuantile: share ${share}`);
	const missing = (logit: number) => mixtureCdf(rateOf(logit), mixture) - share;
	const about = firstLogit(share, mixture);
	const low = movedOut(missing, about - 0.2, -1);
	if (low.at > 0) return 0;
	const high = movedOut(missing, Math.max(low.x, about) + 0.2, 1);
	if (high.at < 0) return 1;
	return rateOf(between(missing, low, high));
}

/** @example mixtureCdf(0.5, { a: [1], b: [1], weight: [1] }) // 0.5 */
export function mixtureCdf(x: number, { a, b, weight }: BetaMixture): number {
	let sum = 0;
	for (let i = 0; i < weight.length; i++) sum += weight[i] * cdf(x, a[i], b[i]);
	return sum;
}

/**
 * Mean and variance of a mixture.
 * @example mixtureMoments({ a: [1], b: [1], weight: [1] }) // { mean: 0.5, variance: 0.0833 }
 */
export function mixtureMoments({ a, b, weight }: BetaMixture): { mean: number; variance: number } {
	let mean = 0;
	let square = 0;
	for (let i = 0; i < weight.length; i++) {
		const size = a[i] + b[i];
		const rate = a[i] / size;
		mean += weight[i] * rate;
		square += weight[i] * ((rate * (a[i] + 1)) / (size + 1));
	}
	return { mean, variance: Math.max(0, square - mean * mean) };
}

/** Log-odds of about where the quantile of a normal curve with the same mean and spread is. */
function firstLogit(share: number, mixture: BetaMixture): number {
	const { mean, variance } = mixtureMoments(mixture);
	const x = mean + normalQuantile(share, 0, 1) * Math.sqrt(variance);
	const within = Math.min(1 - (1 - mean) / 16, Math.max(mean / 16, x));
	return Math.max(-EDGE, Math.min(EDGE, Math.log(within / (1 - within))));
}

/** Log-odds and what is missing there. */
interface Bound {
	x: number;
	at: number;
}

/** Away from the middle, in steps twice as long each time, until the quantile lies on the other side. */
function movedOut(missing: (logit: number) => number, from: number, side: 1 | -1): Bound {
	let x = from;
	let at = missing(x);
	for (let step = 0.4; at * side < 0 && Math.abs(x) < EDGE; step *= 2) {
		x = side * Math.min(EDGE, side * x + step);
		at = missing(x);
	}
	return { x, at };
}

function between(missing: (logit: number) => number, low: Bound, high: Bound): number {
	let side = 0;
	for (let i = 0; i < 200; i++) {
		const x = (low.x * high.at - high.x * low.at) / (high.at - low.at);
		const at = missing(x);
		if (Math.abs(at) < CLOSE || high.x - low.x < 1e-12) return x;
		if (at > 0) {
			high = { x, at };
			if (side === 1) low = { x: low.x, at: low.at / 2 };
			side = 1;
		} else {
			low = { x, at };
			if (side === -1) high = { x: high.x, at: high.at / 2 };
			side = -1;
		}
	}
	return (low.x + high.x) / 2;
}

function rateOf(logit: number): number {
	return 1 / (1 + Math.exp(-logit));
}
