import { cholesky, choleskySolve } from './cholesky.ts';
import { dotProduct } from './dot-product.ts';
import { largestMove } from './largest-move.ts';
import { newtonClimb, type Climb } from './newton-climb.ts';
import type { Objective } from './objective.ts';

/** No step moves the log-odds of a cell by more than this: the weights of no cell vanish on the way. */
const FARTHEST = 3;
/** As in `newtonClimb`: a step that promises less than this, yet moves log-odds, is separation. */
const NO_RISE = 1e-9;

/**
 * `newtonClimb` from any start. From a start far off, a full Newton step can land where all probabilities are 0 or 1 and
 * the information is singular, on a better likelihood though it be; then the climb is taken again with short steps.
 *
 * @param counts - leads of each cell; cells with 0 are not watched
 * @returns converged, unless the likelihood has no maximum
 * @example climbCarefully(objective, Float64Array.of(40, -3), n, 1e-8, 100).converged // true
 */
export function climbCarefully(
	objective: Objective,
	start: Float64Array,
	counts: Float64Array,
	tolerance: number,
	maxIterations: number
): Climb {
	const found = newtonClimb(objective, start, counts, tolerance, maxIterations);
	if (found.converged || (found.factor && promise(found) < NO_RISE)) return found;
	return shortSteps(objective, start, counts, tolerance, maxIterations) ?? found;
}

/** Null where the information is singular from the start. */
function shortSteps(
	objective: Objective,
	start: Float64Array,
	counts: Float64Array,
	tolerance: number,
	maxIterations: number
): Climb | null {
	const pass = objective(start);
	const factor = cholesky(pass.information, start.length);
	if (!factor) return null;
	const lastStep = new Float64Array(start.length);
	let now: Climb = { coefficients: start, pass, factor, lastStep, iterations: 0, converged: false };
	while (now.factor && now.iterations < maxIterations) {
		const step = choleskySolve(now.factor, now.pass.gradient);
		const next = uphill(objective, now, step, counts);
		const moved = largestMove(now.pass.logit, next.pass.logit, counts);
		const promised = promise({ ...now, lastStep: step });
		const factor = cholesky(next.pass.information, start.length);
		if (!factor || (moved > 0.1 && promised < NO_RISE)) return { ...now, lastStep: step };
		now = { ...next, factor, lastStep: step, iterations: now.iterations + 1, converged: false };
		if (moved <= tolerance) return { ...now, converged: true };
	}
	return now;
}

/** The Newton step cut to what may move, then halved until the objective does not fall. */
function uphill(objective: Objective, from: Climb, step: Float64Array, counts: Float64Array) {
	const lowest = from.pass.logLikelihood - 1e-12 * (1 + Math.abs(from.pass.logLikelihood));
	const at = (share: number) => from.coefficients.map((value, j) => value + share * step[j]);
	const full = objective(at(1));
	const moved = largestMove(from.pass.logit, full.logit, counts);
	if (moved <= FARTHEST && full.logLikelihood >= lowest) return { coefficients: at(1), pass: full };
	for (let share = Math.min(1, FARTHEST / moved); ; share /= 2) {
		const coefficients = at(share);
		const pass = objective(coefficients);
		if (pass.logLikelihood >= lowest || share < 1e-9) return { coefficients, pass };
	}
}

/** What a full step would raise the likelihood by, if it were a parabola. */
function promise({ pass, lastStep }: Climb): number {
	return dotProduct(pass.gradient, lastStep) / 2;
}
