import { cholesky, choleskySolve, type Cholesky } from './cholesky.ts';
import { dotProduct } from './dot-product.ts';
import { largestMove } from './largest-move.ts';
import type { ScorePass } from './score-pass.ts';

export interface Climb {
	coefficients: Float64Array;
	pass: ScorePass;
	/** Factor of the last information that had one; null only where the very first had none. */
	factor: Cholesky | null;
	lastStep: Float64Array;
	iterations: number;
	converged: boolean;
}

type Evaluate = (coefficients: Float64Array) => ScorePass;

/** A step that promises less log likelihood than this, yet moves log-odds by more than a tenth, is separation. */
const NO_RISE = 1e-9;

/**
 * Newton's method with step halving, up a concave log likelihood.
 *
 * Stops as converged when a step moved no log-odds by more than `tolerance`; stops unconverged when log-odds run off
 * without raising the likelihood, when the information is singular, or after `maxIterations`.
 *
 * @param counts - leads of each cell; cells with 0 are not watched
 * @example newtonClimb((at) => scorePass(rows, n, k, null, at), start, n, 1e-8, 60).converged // true
 */
export function newtonClimb(
	evaluate: Evaluate,
	start: Float64Array,
	counts: Float64Array,
	tolerance: number,
	maxIterations: number
): Climb {
	const pass = evaluate(start);
	let now: Climb = {
		coefficients: start,
		pass,
		factor: cholesky(pass.information, start.length),
		lastStep: new Float64Array(start.length),
		iterations: 0,
		converged: false
	};
	while (now.factor && now.iterations < maxIterations) {
		const lastStep = choleskySolve(now.factor, now.pass.gradient);
		const next = uphill(evaluate, now, lastStep);
		const moved = largestMove(now.pass.logit, next.pass.logit, counts);
		const factor = cholesky(next.pass.information, start.length);
		const runningOff = moved > 0.1 && dotProduct(now.pass.gradient, lastStep) / 2 < NO_RISE;
		if (!factor || runningOff) return { ...now, lastStep };
		now = { ...next, factor, lastStep, iterations: now.iterations + 1, converged: false };
		if (moved <= tolerance) return { ...now, converged: true };
	}
	return now;
}

/** The full Newton step, halved until the likelihood does not fall. */
function uphill(
	evaluate: Evaluate,
	{ coefficients: from, pass: before }: Climb,
	step: Float64Array
) {
	const lowest = before.logLikelihood - 1e-12 * (1 + Math.abs(before.logLikelihood));
	for (let share = 1; ; share /= 2) {
		const coefficients = from.map((value, j) => value + share * step[j]);
		const pass = evaluate(coefficients);
		if (pass.logLikelihood >= lowest || share < 1e-6) return { coefficients, pass };
	}
}
