import { checkDesign } from './check-design.ts';
import { cholesky, choleskyInverse } from './cholesky.ts';
import { INTERCEPT, type Design } from './design.ts';
import { newtonClimb } from './newton-climb.ts';
import { scorePass, type ScorePass } from './score-pass.ts';
import { runRows } from './run-rows.ts';

/** A logistic fit. Where `converged` is false nothing in it may be shown but `runningOff`. */
export interface LogisticFit {
	/** Intercept and terms, in the order of `coefficients`. */
	names: string[];
	/** Log-odds per unit of each term, intercept first. */
	coefficients: number[];
	/** Inverse of the Fisher information, in the order of `coefficients`. */
	covariance: number[][];
	standardErrors: number[];
	/** Of the leads one by one: no binomial coefficients, so cells and rows give the same. */
	logLikelihood: number;
	/** Of the intercept alone, with the same offset and the same leads. */
	nullLogLikelihood: number;
	/** -2 x log likelihood. */
	deviance: number;
	/** Newton steps taken. */
	iterations: number;
	converged: boolean;
	/** Terms whose coefficients ran off without raising the likelihood: the outcome is separated along them. */
	runningOff: string[];
}

export interface FitOptions {
	/** The last Newton step changed the log-odds of no cell by more than this; its error is then about the square. */
	tolerance?: number;
	maxIterations?: number;
}

/**
 * Maximum likelihood logistic regression on grouped cells: Newton's method (iteratively reweighted least squares)
 * with step halving and a Cholesky factor of the Fisher information. Cells and the leads behind them give the same
 * fit; R's `glm(cbind(k, n - k) ~ ..., binomial)` gives the same coefficients and standard errors.
 *
 * An offset enters the log-odds with weight 1 and stands in the null model too. Cells with `n = 0` count for
 * nothing. Where no finite maximum exists (a separated outcome, one class only) the coefficients run off:
 * `converged` is false and `runningOff` names the terms.
 *
 * @param design - terms, counts and offset; no two columns may say the same (see `aliasedTerms`)
 * @returns all numbers finite, also where it did not converge
 * @throws Error `fitLogistic: ...` for counts or values that are not finite, k outside 0..n, no leads, or a term that
 * depends on earlier ones
 * @example
 * fitLogistic({ names: ['x'], columns: [Float64Array.of(0, 1)], n: Float64Array.of(4, 4), k: Float64Array.of(1, 3) })
 * 	.coefficients // [-1.0986, 2.1972]: ln(1/3), ln 9
 */
export function fitLogistic(
	design: Design,
	{ tolerance = 1e-8, maxIterations = 60 }: FitOptions = {}
): LogisticFit {
	checkDesign(design, 'fitLogistic');
	const { columns, offset = null, n, k } = design;
	const rows = runRows(columns, n.length);
	const at = (coefficients: Float64Array) => scorePass(rows, n, k, offset, coefficients);
	const found = newtonClimb(at, startingPoint(design), n, tolerance, maxIterations);
	if (!found.factor) throw new Error(`fitLogistic: ${dependentTerm(found.pass, design)}`);
	const covariance = choleskyInverse(found.factor);
	const names = [INTERCEPT, ...design.names];
	return {
		names,
		coefficients: Array.from(found.coefficients),
		covariance,
		standardErrors: covariance.map((row, j) => Math.sqrt(row[j])),
		logLikelihood: found.pass.logLikelihood,
		nullLogLikelihood: nullLogLikelihood(design, { tolerance, maxIterations }),
		deviance: -2 * found.pass.logLikelihood,
		iterations: found.iterations,
		converged: found.converged,
		runningOff: found.converged ? [] : names.filter((_, j) => Math.abs(found.lastStep[j]) > 1e-3)
	};
}

function startingPoint({ columns, n, k }: Design): Float64Array {
	let leads = 0;
	let wins = 0;
	for (let c = 0; c < n.length; c++) {
		leads += n[c];
		wins += k[c];
	}
	if (leads === 0) throw new Error('fitLogistic: no leads');
	const start = new Float64Array(columns.length + 1);
	start[0] = Math.log((wins + leads / 1000) / (leads - wins + leads / 1000));
	return start;
}

function nullLogLikelihood({ offset, n, k }: Design, options: FitOptions): number {
	if (offset) {
		const rows = runRows([], n.length);
		const at = (coefficients: Float64Array) => scorePass(rows, n, k, offset, coefficients);
		const start = startingPoint({ names: [], columns: [], n, k });
		const { tolerance = 1e-8, maxIterations = 60 } = options;
		return newtonClimb(at, start, n, tolerance, maxIterations).pass.logLikelihood;
	}
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	return times(wins, wins / leads) + times(leads - wins, 1 - wins / leads);
}

function times(count: number, share: number): number {
	return count === 0 ? 0 : count * Math.log(share);
}

function dependentTerm({ information }: ScorePass, { names }: Design): string {
	for (let size = 1; size <= names.length + 1; size++) {
		const corner = leadingBlock(information, names.length + 1, size);
		if (!cholesky(corner, size)) return `term "${names[size - 2]}" depends on earlier terms`;
	}
	return 'information is not positive definite';
}

function leadingBlock(matrix: Float64Array, width: number, size: number): Float64Array {
	const block = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < size; j++) block[i * size + j] = matrix[i * width + j];
	}
	return block;
}
