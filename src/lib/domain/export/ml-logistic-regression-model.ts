import type { Calibration } from '#lib/domain/calibration/calibration.ts';

/** What `LogisticRegression.load()` of ml-logistic-regression 2.0.0 accepts, with the names of its columns. */
export interface MlModel {
	name: 'LogisticRegression';
	numSteps: number;
	learningRate: number;
	numberClasses: 2;
	/** Class 0 = lost, class 1 = won. P(won) is `classifiers[0].testScores(features)`. */
	classifiers: { numSteps: number; learningRate: number; weights: number[][] }[];
	/** What each column of the feature matrix holds; the first is the constant 1. */
	columns: string[];
}

/**
 * The fitted weights as a model file a Node service can load. The library codes the class of a classifier as
 * 0 and the rest as 1, so the first classifier carries the weights of "won" and the second their negative.
 * Its features are the constant 1, the rule states, and an indicator for every field whose missing values
 * were a term of the fit; null where nothing was fitted.
 */
export function mlLogisticRegressionModel(calibration: Calibration): MlModel | null {
	if (!calibration.fit.measured) return null;
	const weights = calibration.linearPredictor.map((term) => term.weight);
	const classifier = (row: number[]) => ({ numSteps: 0, learningRate: 0, weights: [row] });
	return {
		name: 'LogisticRegression',
		numSteps: 0,
		learningRate: 0,
		numberClasses: 2,
		classifiers: [classifier(weights), classifier(weights.map((weight) => 0 - weight))],
		columns: calibration.linearPredictor.map((term) => term.name)
	};
}
