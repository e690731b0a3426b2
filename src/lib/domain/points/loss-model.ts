import { scorePass } from '#lib/domain/logistic/score-pass.ts';
import type { RunRows } from '#lib/domain/logistic/run-rows.ts';
import { penaltyOf } from './card-penalty.ts';
import type { CardProblem } from './card-problem.ts';

/**
 * The loss around a point as a quadratic in the weights, with the intercept eliminated: constant - pull · w +
 * w · curvature w / 2. The curvature is the Fisher information less what the intercept explains (its Schur complement),
 * plus the penalty's.
 */
export interface LossModel {
	size: number;
	/** Row by row, symmetric. */
	curvature: Float64Array;
	pull: Float64Array;
	constant: number;
}

/**
 * Quadratic model of the loss at given weights. Around the optimum it is the metric in which a card of whole points
 * should be near; around a card it says which change would help.
 *
 * @param rows - the columns of the problem as rows in runs
 * @param weights - log-odds per step of each term
 * @example lossModelAt(problem, runRows(problem.columns, problem.n.length), -2, weights)
 */
export function lossModelAt(
	{ n, k, penalty, offset }: CardProblem,
	rows: RunRows,
	intercept: number,
	weights: ArrayLike<number>
): LossModel {
	const size = weights.length;
	const pass = scorePass(
		rows,
		n,
		k,
		offset,
		Float64Array.from([intercept, ...Array.from(weights)])
	);
	const width = size + 1;
	const [level, residual] = [pass.information[0], pass.gradient[0]];
	const curvature = new Float64Array(size * size);
	const pull = new Float64Array(size);
	for (let i = 0; i < size; i++) {
		const mean = pass.information[(i + 1) * width] / level;
		for (let j = 0; j <= i; j++) {
			const other = pass.information[(j + 1) * width];
			const entry = pass.information[(i + 1) * width + j + 1] - mean * other;
			curvature[i * size + j] = curvature[j * size + i] = entry;
		}
		curvature[i * size + i] += penalty.square[i];
		pull[i] = pass.gradient[i + 1] - mean * residual + penalty.pull[i];
		pull[i] -= penalty.square[i] * weights[i];
	}
	const loss = penaltyOf(penalty, weights) - pass.logLikelihood - residual ** 2 / (2 * level);
	return recentred({ size, curvature, pull, constant: loss }, weights);
}

/** From derivatives at the weights to a quadratic in the weights themselves. */
function recentred(model: LossModel, weights: ArrayLike<number>): LossModel {
	const { size, curvature } = model;
	const pull = Float64Array.from(model.pull);
	let constant = model.constant;
	for (let i = 0; i < size; i++) {
		let along = 0;
		for (let j = 0; j < size; j++) along += curvature[i * size + j] * weights[j];
		constant += weights[i] * (model.pull[i] + along / 2);
		pull[i] += along;
	}
	return { size, curvature, pull, constant };
}
