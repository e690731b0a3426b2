import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import { newtonClimb, type Climb } from '#lib/domain/logistic/newton-climb.ts';
import { scorePass, type ScorePass } from '#lib/domain/logistic/score-pass.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';
import { penaltyOf } from './card-penalty.ts';
import type { CardProblem } from './card-problem.ts';
import { nearestSlope } from './slope-window.ts';

/** The best weights where points need not be whole. */
export interface ContinuousOptimum {
	/** Penalised log loss, summed over leads. No card of whole points can have less. */
	loss: number;
	intercept: number;
	/** Log-odds per step of each term. */
	weights: Float64Array;
	/** Whether there are weights of that loss; otherwise it is a limit. */
	attained: boolean;
}

/** A term enters or leaves only where the loss changes by more than this. */
const NEGLIGIBLE = 1e-10;
const NEGLIGIBLE_REST = 1e-6;

/**
 * Minimum of the loss over all real weights of the signs that the range allows: the bound of statistics 14. Any card
 * times its slope is such a set of weights, so none has a smaller loss; the range itself bounds nothing, because points
 * are worth as much or as little as suits them. Newton's method with an active set of terms held at 0; terms may depend
 * on each other. Limits on the number of rules are not part of it. Where the slope has to lie in a window, so does the
 * weight of the fixed term, the one term whose points are given.
 *
 * Where wins and losses are separated along some terms, weights run off; the loss is then its limit to about 1e-6, and
 * `attained` is false.
 *
 * @param start - weights of allowed signs to start from
 * @example continuousOptimum(problem).loss // 444.28
 */
export function continuousOptimum(
	problem: CardProblem,
	start: Float64Array = new Float64Array(problem.low.length)
): ContinuousOptimum {
	const free = optimumWithin(problem, start);
	if (!problem.fixed) return free;
	const slope = nearestSlope(free.weights[0], problem.slopes);
	return slope === free.weights[0] ? free : withFixedAt(problem, slope, free.weights);
}

/** The optimum with the fixed term at an end of its window: there it is an offset. The loss is convex, so no other is less. */
function withFixedAt(problem: CardProblem, slope: number, start: Float64Array): ContinuousOptimum {
	const { columns, n, low, high, penalty } = problem;
	const held = columns[0].map((points, c) => slope * points + (problem.offset?.[c] ?? 0));
	const rest = optimumWithin(
		{
			...problem,
			columns: columns.slice(1),
			n,
			offset: held,
			low: low.slice(1),
			high: high.slice(1),
			penalty: {
				square: penalty.square.slice(1),
				pull: penalty.pull.slice(1),
				constant: penalty.constant + slope * ((penalty.square[0] * slope) / 2 - penalty.pull[0])
			}
		},
		start.slice(1)
	);
	return { ...rest, weights: Float64Array.from([slope, ...rest.weights]) };
}

function optimumWithin(problem: CardProblem, start: Float64Array): ContinuousOptimum {
	const { low, high } = problem;
	const size = low.length;
	const inside = new Set(low.keys());
	let weights = start;
	for (let turn = 0; turn < 10 * size + 10; turn++) {
		const fit = fitTerms(problem, [...inside], weights);
		const leaving = firstToLeave(weights, fit.weights, low, high);
		if (leaving) {
			weights = leaving.weights;
			for (const j of leaving.terms) inside.delete(j);
			continue;
		}
		weights = fit.weights;
		const entering = firstToEnter(fit, inside, low, high);
		if (entering === -1) return { ...fit, weights };
		inside.add(entering);
	}
	throw new Error('continuousOptimum: no end in sight');
}

interface TermFit extends ContinuousOptimum {
	/** Derivatives of the loss along each term, those held at 0 too, and its curvature. */
	slope: Float64Array;
	curvature: Float64Array;
}

/** The optimum of some terms, the others held at 0. */
function fitTerms(problem: CardProblem, terms: number[], from: Float64Array): TermFit {
	const { columns, n, k, penalty, offset } = problem;
	const chosen = terms.map((j) => columns[j]);
	const rows = runRows(chosen, n.length);
	const resting = penalty.square.some((square) => square > 0)
		? []
		: aliasedTerms({ names: terms.map(String), columns: chosen, n, k });
	const spread = (at: Float64Array) => {
		const weights = new Float64Array(columns.length);
		terms.forEach((j, i) => (weights[j] = at[i + 1]));
		return weights;
	};
	const evaluate = (at: Float64Array): ScorePass => {
		const pass = scorePass(rows, n, k, offset, at);
		terms.forEach((j, i) => {
			pass.gradient[i + 1] += penalty.pull[j] - penalty.square[j] * at[i + 1];
			pass.information[(i + 1) * (at.length + 1)] += penalty.square[j];
		});
		for (const { term } of resting) holdStill(pass, term + 1);
		return { ...pass, logLikelihood: pass.logLikelihood - penaltyOf(penalty, spread(at)) };
	};
	const climb = climbFrom(
		evaluate,
		problem,
		terms.map((j) => from[j])
	);
	return {
		loss: -climb.pass.logLikelihood,
		intercept: climb.coefficients[0],
		weights: spread(climb.coefficients),
		attained: climb.converged,
		...alongTerms(problem, climb.pass.logit)
	};
}

/** Far-off weights can be too steep to start from; then from none. */
function climbFrom(
	evaluate: (at: Float64Array) => ScorePass,
	problem: CardProblem,
	weights: number[]
): Climb {
	const start = Float64Array.from([startIntercept(problem), ...weights]);
	const climb = newtonClimb(evaluate, start, problem.n, 1e-7, 100);
	if (climb.converged || remaining(climb) <= NEGLIGIBLE_REST) return climb;
	if (weights.some((weight) => weight !== 0))
		return climbFrom(
			evaluate,
			problem,
			weights.map(() => 0)
		);
	throw new Error(
		`continuousOptimum: ${remaining(climb)} nats left after ${climb.iterations} steps`
	);
}

/** What the next step promises: where weights run off, the loss is as near to its limit as the promise is small. */
function remaining({ pass, lastStep }: Climb): number {
	return lastStep.reduce((sum, step, j) => sum + step * pass.gradient[j], 0) / 2;
}

/** A term that depends on others keeps its weight; the others make up for it. */
function holdStill({ gradient, information }: ScorePass, at: number): void {
	const size = gradient.length;
	gradient[at] = 0;
	for (let j = 0; j < size; j++) information[at * size + j] = information[j * size + at] = 0;
	information[at * size + at] = 1;
}

/** Where the way from feasible weights to wanted ones first leaves the allowed signs. */
function firstToLeave(from: Float64Array, to: Float64Array, low: Int32Array, high: Int32Array) {
	let share = 1;
	const shares = to.map((value, j) => {
		const wrong = (low[j] >= 0 && value < 0) || (high[j] <= 0 && value > 0);
		if (!wrong) return Infinity;
		const until = from[j] === 0 ? 0 : from[j] / (from[j] - value);
		share = Math.min(share, until);
		return until;
	});
	const terms = [...shares.keys()].filter((j) => shares[j] <= share);
	if (terms.length === 0) return null;
	const weights = from.map((value, j) => value + share * (to[j] - value));
	for (const j of terms) weights[j] = 0;
	return { weights, terms };
}

function firstToEnter(
	{ slope, curvature }: TermFit,
	inside: Set<number>,
	low: Int32Array,
	high: Int32Array
): number {
	let found = -1;
	let most = NEGLIGIBLE;
	for (let j = 0; j < low.length; j++) {
		const blocked = slope[j] > 0 ? low[j] >= 0 : high[j] <= 0;
		if (inside.has(j) || blocked || curvature[j] <= 0) continue;
		const gain = slope[j] ** 2 / (2 * curvature[j]);
		if (gain <= most) continue;
		most = gain;
		found = j;
	}
	return found;
}

function alongTerms({ columns, n, k, penalty }: CardProblem, logit: Float64Array) {
	const p = logit.map((value) => 1 / (1 + Math.exp(-value)));
	const slope = new Float64Array(columns.length);
	const curvature = new Float64Array(columns.length);
	columns.forEach((column, j) => {
		slope[j] = -penalty.pull[j];
		curvature[j] = penalty.square[j];
		for (let c = 0; c < n.length; c++) {
			slope[j] += (n[c] * p[c] - k[c]) * column[c];
			curvature[j] += n[c] * p[c] * (1 - p[c]) * column[c] ** 2;
		}
	});
	return { slope, curvature };
}

function startIntercept({ n, k }: CardProblem): number {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	return Math.log(wins / (leads - wins));
}
