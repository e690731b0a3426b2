import { dotProduct } from './dot-product.ts';
import type { GradientPass } from './gradient-pass.ts';
import { normalReach } from '#lib/domain/intervals/normal-interval.ts';
import type { ProfileInterval } from './profile-interval.ts';

/** The top of a log likelihood, and what its profiles need of it. */
export interface Top {
	/** All coefficients, intercept first. */
	coefficients: ArrayLike<number>;
	/** Inverse of the information there. */
	covariance: readonly (readonly number[])[];
	/** Log likelihood there. */
	highest: number;
}

type Slope = (coefficients: Float64Array) => Pick<GradientPass, 'logLikelihood' | 'gradient'>;

/** What is left of the log likelihood, and of the way in standard errors, when a search ends. */
const SMALLEST_GAIN = 1e-9;
const SMALLEST_STEP = 1e-6;
const MOST_PASSES = 25;

/**
 * `profileInterval` at a fraction of its cost: value and other coefficients move together (Venzon & Moolgavkar 1988), with
 * the second derivatives of the top throughout, so that a pass over the cells is one for the slope alone. Ends are good to
 * a millionth of a standard error.
 *
 * @param slope - log likelihood with its first derivatives
 * @param index - of the coefficient, 0 for the intercept
 * @returns null where the likelihood is too unlike its parabola for this (few wins behind a rule); `profileInterval` may
 * @example profileIntervalLazily(slope, { coefficients, covariance, highest }, 3)
 * // { lower: { limit: 'finite', value: 0.24 }, upper: { limit: 'finite', value: 1.91 } }
 */
export function profileIntervalLazily(
	slope: Slope,
	top: Top,
	index: number,
	level = 0.95
): ProfileInterval | null {
	const reach = normalReach(level);
	const [lower, upper] = [-1, 1].map((sign) => endOf(slope, top, index, sign, reach));
	if (lower === null || upper === null) return null;
	return { lower: { limit: 'finite', value: lower }, upper: { limit: 'finite', value: upper } };
}

/**
 * Highest log likelihood with one coefficient held at a value, found like `profileIntervalLazily`.
 *
 * @returns null where it is not found this way
 * @example heldLazily(slope, top, 3, 0) // the log likelihood without the third term
 */
export function heldLazily(slope: Slope, top: Top, index: number, value: number): number | null {
	const along = tangent(top, index);
	const start = Float64Array.from(top.coefficients);
	let at = moved(start, along, value - start[index]);
	let last = Infinity;
	for (let i = 0; i < MOST_PASSES; i++) {
		const pass = slope(at);
		const step = stepOfOthers(top, along, pass.gradient, index);
		const gain = dotProduct(pass.gradient, step) / 2;
		if (gain <= SMALLEST_GAIN) return pass.logLikelihood + gain;
		if (!(gain < last / 2)) return null;
		last = gain;
		at = moved(at, step, 1);
	}
	return null;
}

function endOf(slope: Slope, top: Top, index: number, sign: number, reach: number): number | null {
	const along = tangent(top, index);
	const error = Math.sqrt(top.covariance[index][index]);
	let at = moved(Float64Array.from(top.coefficients), along, sign * reach * error);
	let [lastGain, lastMove] = [Infinity, Infinity];
	for (let i = 0; i < MOST_PASSES; i++) {
		const pass = slope(at);
		const step = stepOfOthers(top, along, pass.gradient, index);
		const gain = dotProduct(pass.gradient, step) / 2;
		const z = Math.sqrt(Math.max(0, 2 * (top.highest - pass.logLikelihood - gain)));
		const rise = -dotProduct(pass.gradient, along) / z;
		const move = (reach - z) / rise;
		if (!(sign * rise > 0) || !Number.isFinite(move)) return null;
		if (gain <= SMALLEST_GAIN && Math.abs(move) <= SMALLEST_STEP * error) return at[index] + move;
		const nearer = gain < lastGain / 2 || gain <= SMALLEST_GAIN;
		if (!nearer || !(Math.abs(move) < lastMove / 2 || Math.abs(move) <= SMALLEST_STEP * error))
			return null;
		[lastGain, lastMove] = [gain, Math.abs(move)];
		at = moved(moved(at, step, 1), along, move);
	}
	return null;
}

/** How the other coefficients follow the one that is held, per unit. */
function tangent({ covariance }: Top, index: number): Float64Array {
	return Float64Array.from(covariance, (row) => row[index] / covariance[index][index]);
}

/** The Newton step of all other coefficients. */
function stepOfOthers(
	{ covariance }: Top,
	along: Float64Array,
	gradient: Float64Array,
	index: number
): Float64Array {
	const free = gradient.map((value, j) => (j === index ? 0 : value));
	const all = Float64Array.from(covariance, (row) => dotProduct(row, free));
	const own = all[index];
	return all.map((value, j) => (j === index ? 0 : value - own * along[j]));
}

function moved(from: Float64Array, direction: Float64Array, by: number): Float64Array {
	return from.map((value, j) => value + by * direction[j]);
}
