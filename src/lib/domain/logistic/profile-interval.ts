import { choleskySolve, cholesky } from './cholesky.ts';
import { climbCarefully } from './climb-carefully.ts';
import { normalReach } from '#lib/domain/intervals/normal-interval.ts';
import { restrictObjective, type Objective, type RestrictedPass } from './objective.ts';

/** One end of an interval. An end without limit is said, never written as Infinity. */
export type Bound = { limit: 'finite'; value: number } | { limit: 'none' };

export interface ProfileInterval {
	lower: Bound;
	upper: Bound;
}

/** Where the profile is taken from: the top of the likelihood, or where there is none (separation), a point to start at. */
export interface ProfileStart {
	/** Highest value of the objective; where it is only approached, the value it approaches. */
	highest: number;
	/** All coefficients, intercept first. */
	coefficients: ArrayLike<number>;
	/** A first guess of the half-width of the interval, e.g. 1.96 standard errors; more than 0. */
	reach: number;
	/** Direction in which the likelihood never falls again, so that the interval has no end there. */
	endless?: 'up' | 'down' | 'either';
}

/**
 * Profile-likelihood interval of one coefficient: all values at which the other coefficients can still bring twice the
 * log likelihood to within a chi-square quantile (3.84 for 95 %) of its maximum. The ends are roots, found to about ten
 * digits by Newton's method inside a bracket; the slope of a profile is the score of the coefficient held. (R's `confint`
 * interpolates a spline between points of the same profile and differs in the fifth digit.)
 *
 * @param objective - log likelihood, or a penalised one (Firth)
 * @param counts - leads of each cell
 * @param index - of the coefficient, 0 for the intercept
 * @throws Error where no end can be found, which a finite maximum excludes
 * @example profileInterval(logisticObjective(design), design.n, 1, { highest, coefficients, reach: 2 * standardError })
 * // { lower: { limit: 'finite', value: 0.24 }, upper: { limit: 'finite', value: 1.91 } }
 */
export function profileInterval(
	objective: Objective,
	counts: Float64Array,
	index: number,
	start: ProfileStart,
	level = 0.95
): ProfileInterval {
	const profile = profileOf(objective, counts, index, start.highest);
	const reach = normalReach(level);
	const inside = innerPoint(profile, start, index, reach);
	const { endless } = start;
	return {
		lower:
			endless === 'down' || endless === 'either'
				? NO_LIMIT
				: bound(profile, inside, -1, reach, start.reach),
		upper:
			endless === 'up' || endless === 'either'
				? NO_LIMIT
				: bound(profile, inside, 1, reach, start.reach)
	};
}

const NO_LIMIT: Bound = { limit: 'none' };
const MOST_STEPS = 200;
/** One more step of Newton's method from a point this near to the end leaves the square of it. */
const NEAR = 1e-6;

/** A point of the profile: how far below the top it is, as a normal deviate, and how fast that changes. */
interface Point {
	value: number;
	/** Root of twice the distance to the highest log likelihood. */
	z: number;
	/** Score of the coefficient held: slope of the profile log likelihood. */
	slope: number;
	coefficients: Float64Array;
	/** How the other coefficients move with the one held. */
	tangent: Float64Array;
}

type Profile = (
	value: number,
	from: { value: number; coefficients: Float64Array; tangent: Float64Array }
) => Point;

function profileOf(
	objective: Objective,
	counts: Float64Array,
	index: number,
	highest: number
): Profile {
	return (value, from) => {
		const at = from.coefficients.map((each, j) => each + (value - from.value) * from.tangent[j]);
		at[index] = value;
		const free = [...at.keys()].filter((j) => j !== index);
		const restricted = restrictObjective(objective, at, free);
		const start = Float64Array.from(free, (j) => at[j]);
		// What is left after a step this small is its square, and changes the likelihood by the square of that.
		const found = climbCarefully(restricted, start, counts, 1e-4, 100);
		free.forEach((j, i) => (at[j] = found.coefficients[i]));
		const pass = (found.pass as RestrictedPass).whole;
		const z = Math.sqrt(Math.max(0, 2 * (highest - pass.logLikelihood)));
		const tangent = tangentOf(pass.information, at.length, index);
		return { value, z, slope: pass.gradient[index], coefficients: at, tangent };
	};
}

/** With coefficient j held at t, the others move by -(I_oo)^-1 I_oj dt. */
function tangentOf(information: Float64Array, size: number, index: number): Float64Array {
	const others = [...Array(size).keys()].filter((j) => j !== index);
	const entry = (i: number, j: number) => information[Math.max(i, j) * size + Math.min(i, j)];
	const block = Float64Array.from(others.flatMap((i) => others.map((j) => entry(i, j))));
	const factor = cholesky(block, others.length);
	const tangent = new Float64Array(size);
	tangent[index] = 1;
	if (!factor) return tangent;
	const moved = choleskySolve(
		factor,
		Float64Array.from(others, (j) => -entry(j, index))
	);
	others.forEach((j, i) => (tangent[j] = moved[i]));
	return tangent;
}

/** A point inside the interval: the estimate, or under separation one far enough towards where the likelihood rises. */
function innerPoint(profile: Profile, start: ProfileStart, index: number, reach: number): Point {
	const coefficients = Float64Array.from(start.coefficients);
	const tangent = new Float64Array(coefficients.length);
	let point = profile(coefficients[index], { value: coefficients[index], coefficients, tangent });
	let step = start.reach;
	for (let i = 0; point.z >= reach && i < MOST_STEPS; i++, step *= 2) {
		point = profile(point.value + Math.sign(point.slope) * step, point);
	}
	if (point.z >= reach) throw new Error('profileInterval: no point inside the interval');
	return point;
}

function bound(profile: Profile, from: Point, sign: 1 | -1, reach: number, guess: number): Bound {
	let inside = from;
	let outside: Point | null = null;
	let next = from.value + sign * guess * (1 - from.z / reach);
	for (let i = 0; i < MOST_STEPS; i++) {
		const point = profile(next, outside && closer(next, inside, outside) ? outside : inside);
		const better = newton(point, sign, reach);
		if (Math.abs(point.z - reach) < NEAR * reach && !Number.isNaN(better)) {
			return { limit: 'finite', value: better };
		}
		if (point.z < reach) inside = point;
		else outside = point;
		next = outside
			? between(better, inside.value, outside.value)
			: beyond(better, inside, from, sign, guess);
		if (outside && Math.abs(outside.value - inside.value) <= 1e-14 * Math.abs(next)) break;
		if (next === point.value) break;
	}
	if (!outside) throw new Error('profileInterval: the likelihood does not fall');
	return { limit: 'finite', value: next };
}

/** Where the straight line through the root of the deficit reaches its goal: z' = -slope / z. */
function newton({ value, z, slope }: Point, sign: 1 | -1, reach: number): number {
	const rise = -slope / z;
	return sign * rise > 0 ? value + (reach - z) / rise : NaN;
}

/** A proposal inside the bracket, else its middle. */
function between(proposal: number, a: number, b: number): number {
	const inside = proposal > Math.min(a, b) && proposal < Math.max(a, b);
	return inside ? proposal : (a + b) / 2;
}

/** Without a point outside yet: the proposal, but not more than four times as far as has been seen. */
function beyond(
	proposal: number,
	{ value }: Point,
	from: Point,
	sign: 1 | -1,
	guess: number
): number {
	const farthest = value + sign * Math.max(guess, 3 * Math.abs(value - from.value));
	const onward = sign * (proposal - value) > 0 && sign * (farthest - proposal) > 0;
	return onward ? proposal : farthest;
}

function closer(value: number, inside: Point, outside: Point): boolean {
	return Math.abs(value - outside.value) < Math.abs(value - inside.value);
}
