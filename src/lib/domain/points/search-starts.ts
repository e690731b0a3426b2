import { runRows } from '#lib/domain/logistic/run-rows.ts';
import type { CardProblem } from './card-problem.ts';
import { continuousOptimum, type ContinuousOptimum } from './continuous-optimum.ts';
import { lossModelAt, type LossModel } from './loss-model.ts';

/** A place from which whole points are looked for. */
export interface SearchStart {
	/** Log-odds per step of each term. */
	weights: Float64Array;
	/** The loss around them. */
	model: LossModel;
}

/** Strengths of the ridge estimates; where rules are collinear, the optimum alone is a bad place to start. */
const RIDGES = [1, 10, 100, 1000];

/**
 * Where a search for whole points starts: the continuous optimum, and ridge estimates that draw it ever more to 0.
 *
 * @example searchStarts(problem, continuousOptimum(problem)).length // 5
 */
export function searchStarts(problem: CardProblem, optimum: ContinuousOptimum): SearchStart[] {
	const rows = runRows(problem.columns, problem.n.length);
	const places = [optimum];
	const from = optimum.attained ? optimum.weights : new Float64Array(problem.low.length);
	for (const strength of RIDGES) places.push(ridgeEstimate(problem, strength, from));
	return places.map(({ intercept, weights }) => ({
		weights,
		model: lossModelAt(problem, rows, intercept, weights)
	}));
}

/** The penalty is relative to the largest value of each column. */
function ridgeEstimate(
	problem: CardProblem,
	strength: number,
	start: Float64Array
): ContinuousOptimum {
	const square = problem.penalty.square.map((own, j) => {
		const largest = problem.columns[j].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		return own + strength * largest ** 2;
	});
	return continuousOptimum({ ...problem, penalty: { ...problem.penalty, square } }, start);
}
