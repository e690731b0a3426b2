declare module 'ml-logistic-regression' {
	import type { Matrix } from 'ml-matrix';

	/** One class against all others; `testScores` is the probability of not being the class. */
	interface TwoClasses {
		weights: Matrix;
		testScores(features: Matrix): number[];
	}

	export default class LogisticRegression {
		constructor(options?: { numSteps?: number; learningRate?: number });
		classifiers: TwoClasses[];
		numberClasses: number;
		train(features: Matrix, classes: Matrix): void;
		predict(features: Matrix): number[];
		toJSON(): unknown;
		static load(model: unknown): LogisticRegression;
	}
}
