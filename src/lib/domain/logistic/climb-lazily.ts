import { cholesky, choleskySolve } from './cholesky.ts';
import type { GradientPass } from './gradient-pass.ts';
import { largestMove } from './largest-move.ts';

/** A concave function whose second derivatives are asked for only where the old ones no longer serve. */
export interface LazyObjective {
	gradient(coefficients: Float64Array): GradientPass;
	/** Lower triangle of the negative second derivatives, row by row. */
	information(coefficients: Float64Array): Float64Array;
}

export interface LazyClimb {
	coefficients: Float64Array;
	pass: GradientPass;
}

/** A step longer than this share of the one before asks for new second derivatives; they cost as much as a few steps. */
const SLOWEST = 0.15;
const MOST_STEPS = 200;

/**
 * Newton's method with second derivatives from nearby (the chord method): each step costs a pass for the slope alone, and
 * from a start close to the top a handful of steps reach it. Where steps stop getting shorter the second derivatives are
 * taken anew.
 *
 * @param start - close to the top, such as the fit under a slightly other penalty
 * @param information - second derivatives at a point nearby
 * @param counts - leads of each cell; cells with 0 are not watched
 * @param tolerance - the last step moved the log-odds of no cell by more than this
 * @returns null where it does not get there; `climbCarefully` may
 * @example climbLazily(objective, fit.coefficients, information, design.n, 1e-10)?.coefficients
 */
export function climbLazily(
	objective: LazyObjective,
	start: Float64Array,
	information: Float64Array,
	counts: Float64Array,
	tolerance: number
): LazyClimb | null {
	let factor = cholesky(information, start.length);
	let now: LazyClimb = { coefficients: start, pass: objective.gradient(start) };
	let [lastMove, fresh] = [Infinity, false];
	for (let i = 0; factor && i < MOST_STEPS; i++) {
		const next = stepFrom(objective, now, choleskySolve(factor, now.pass.gradient));
		const moved = largestMove(now.pass.logit, next.pass.logit, counts);
		if (moved <= tolerance) return next;
		const fell = next.pass.logLikelihood < now.pass.logLikelihood - rounding(now.pass);
		if (fell || moved > SLOWEST * lastMove) {
			if (fresh && fell) return null;
			if (!fell) now = next;
			factor = cholesky(objective.information(now.coefficients), start.length);
			[lastMove, fresh] = [Infinity, true];
			continue;
		}
		[now, lastMove, fresh] = [next, moved, false];
	}
	return null;
}

function stepFrom(objective: LazyObjective, { coefficients }: LazyClimb, step: Float64Array) {
	const next = coefficients.map((value, j) => value + step[j]);
	return { coefficients: next, pass: objective.gradient(next) };
}

function rounding({ logLikelihood }: GradientPass): number {
	return 1e-12 * (1 + Math.abs(logLikelihood));
}
