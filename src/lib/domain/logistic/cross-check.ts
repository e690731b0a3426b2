import LogisticRegression from 'ml-logistic-regression';
import { Matrix } from 'ml-matrix';
import type { CrossCheck } from '#lib/domain/calibration/calibration.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import type { LeadRows } from './cross-check-sample.ts';
import { fitLogistic } from './fit-logistic.ts';
import { INTERCEPT, type Design } from './design.ts';
import { logits } from './logits.ts';
import { probability } from './probability.ts';

/** The other program takes a fixed number of gradient steps; a small sample of few terms settles well within this. */
const STEPS = 3000;
/** It has settled where no sum of x (won - p) is further from 0 than this share of the leads. */
const SETTLED = 1e-6;

/**
 * Fits the same small sample with `fitLogistic` and with ml-logistic-regression (plain gradient ascent, another author's
 * code) and tells how far the two are apart. The other program has no intercept, so it gets a column of ones; its step
 * is 4 over a bound of the largest eigenvalue of XᵀX, which cannot overshoot.
 *
 * @param rows - leads one by one, at most some hundred, with few terms
 * @returns not measured: `separated` where no finite fit exists, `not-settled` where the other program ran out of steps
 * @example crossCheck(sample) // { measured: true, leads: 200, terms: ['(intercept)', 'demo'], … }
 */
export function crossCheck(rows: LeadRows): CrossCheck | NotMeasured {
	const { names, columns, won } = rows;
	const ones = new Float64Array(won.length).fill(1);
	const design: Design = { names, columns, n: ones, k: won };
	const ours = fitLogistic(design);
	if (!ours.converged) return notMeasured('separated', { terms: ours.runningOff.join(', ') });
	const theirs = fitByTheOther([ones, ...columns], won);
	const residual = theirs.probabilities.map((p, i) => won[i] - p);
	const slopes = [ones, ...columns].map((column) => Math.abs(sumOfProducts(column, residual)));
	if (!(Math.max(...slopes) <= SETTLED * won.length)) {
		return notMeasured('not-settled', { steps: STEPS });
	}
	const ourProbabilities = logits(design, ours.coefficients).map(probability);
	return {
		measured: true,
		leads: won.length,
		terms: [INTERCEPT, ...names],
		largestProbabilityDifference: largestDifference(theirs.probabilities, ourProbabilities),
		largestWeightDifference: largestDifference(theirs.weights, ours.coefficients)
	};
}

/** Classifier 0 tells class 0 (lost) from the rest, so its score is the probability of a win. */
function fitByTheOther(columns: Float64Array[], won: Float64Array) {
	const features = new Matrix(columns.map((column) => Array.from(column))).transpose();
	const learningRate = 4 / largestEigenvalueBound(features);
	const model = new LogisticRegression({ numSteps: STEPS, learningRate });
	model.train(features, Matrix.columnVector(Array.from(won)));
	const [winAgainstLoss] = model.classifiers;
	return {
		weights: winAgainstLoss.weights.to1DArray(),
		probabilities: winAgainstLoss.testScores(features)
	};
}

/** Largest absolute row sum of XᵀX. */
function largestEigenvalueBound(features: Matrix): number {
	const rows = features.transpose().mmul(features).to2DArray();
	return Math.max(...rows.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
}

function sumOfProducts(a: Float64Array, b: number[]): number {
	return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
	return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
