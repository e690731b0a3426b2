import { checkDesign } from './check-design.ts';
import { choleskyInverse } from './cholesky.ts';
import { INTERCEPT, type Design } from './design.ts';
import { fitLogistic, type FitOptions } from './fit-logistic.ts';
import { leadTotals } from './lead-totals.ts';
import { multiply, symmetric, trace } from './matrix.ts';
import { climbCarefully } from './climb-carefully.ts';
import { logisticObjective } from './objective.ts';
import { ridgeObjective, type Ridge } from './ridge-objective.ts';

/** A logistic fit drawn to a prior. Its intervals are shrunk and have to be called so (statistics 10). */
export interface RidgeFit {
	/** Intercept and terms, in the order of `coefficients`. */
	names: string[];
	coefficients: number[];
	/** Inverse of information + penalty: the spread of the weights if the prior is believed. */
	covariance: number[][];
	standardErrors: number[];
	/** V I V: the spread of the estimate over samples, its bias towards the prior not counted. */
	sandwichStandardErrors: number[];
	/** Trace of V I: 1 for the intercept plus what the leads, rather than the prior, say about each term. */
	effectiveDf: number;
	/** Of the leads, without the penalty. */
	logLikelihood: number;
	nullLogLikelihood: number;
	iterations: number;
	converged: boolean;
}

/**
 * Ridge-penalised logistic regression on grouped cells: maximises log likelihood - strength / 2 x sum of
 * (coefficient - prior)², the intercept free. With strength 0 it is `fitLogistic`; with strength Infinity the terms stand
 * at the prior and only the intercept is fitted. Drawn to today's points x slope it is the fit for cards whose rules have
 * few wins or losses behind them (statistics 10).
 *
 * @param design - terms, counts and offset; with a strength above 0 terms may repeat each other
 * @throws Error `fitRidge: ...` for a strength below 0, a prior of another length, one outcome only, or a design that
 * `fitLogistic` would refuse
 * @example fitRidge(design, { strength: 5, prior: points.map((p) => p * slope) }).effectiveDf // 5.09
 */
export function fitRidge(
	design: Design,
	ridge: Ridge,
	{ tolerance = 1e-8, maxIterations = 100 }: FitOptions = {}
): RidgeFit {
	check(design, ridge);
	if (ridge.strength === Infinity) return atPrior(design, ridge);
	const likelihood = logisticObjective(design);
	const objective = ridgeObjective(likelihood, ridge);
	const start = startingPoint(design, ridge);
	const found = climbCarefully(objective, start, design.n, tolerance, maxIterations);
	if (!found.factor) throw new Error('fitRidge: a term depends on earlier terms');
	const covariance = choleskyInverse(found.factor);
	const pass = likelihood(found.coefficients);
	const spread = multiply(covariance, symmetric(pass.information, start.length));
	return {
		names: [INTERCEPT, ...design.names],
		coefficients: Array.from(found.coefficients),
		covariance,
		standardErrors: covariance.map((row, j) => Math.sqrt(row[j])),
		sandwichStandardErrors: multiply(spread, covariance).map((row, j) => Math.sqrt(row[j])),
		effectiveDf: trace(spread),
		logLikelihood: pass.logLikelihood,
		nullLogLikelihood: nullLogLikelihood(design),
		iterations: found.iterations,
		converged: found.converged
	};
}

function check(design: Design, { strength, prior, factors }: Ridge): void {
	checkDesign(design, 'fitRidge');
	if (!(strength >= 0)) throw new Error(`fitRidge: strength ${strength}`);
	for (const [what, values] of [['prior', prior] as const, ['factors', factors] as const]) {
		if (values && values.length !== design.columns.length) {
			throw new Error(`fitRidge: ${design.columns.length} terms, ${values.length} in ${what}`);
		}
	}
	const { leads, wins } = leadTotals(design);
	if (wins === 0 || wins === leads) throw new Error(`fitRidge: ${wins} wins of ${leads} leads`);
}

/** Terms at the prior, the intercept at the base rate. */
function startingPoint(design: Design, { prior, strength }: Ridge): Float64Array {
	const { leads, wins } = leadTotals(design);
	const start = new Float64Array(design.columns.length + 1);
	start[0] = Math.log(wins / (leads - wins));
	if (strength > 0 && prior) start.set(Array.from(prior), 1);
	return start;
}

function atPrior(design: Design, { prior }: Ridge): RidgeFit {
	const terms = design.columns.map((_, j) => prior?.[j] ?? 0);
	const held = design.columns.reduce(
		(offset, column, j) => offset.map((value, c) => value + terms[j] * column[c]),
		design.offset ?? new Float64Array(design.n.length)
	);
	const fit = fitLogistic({ ...design, names: [], columns: [], offset: held });
	const errors = [fit.standardErrors[0], ...terms.map(() => 0)];
	return {
		names: [INTERCEPT, ...design.names],
		coefficients: [fit.coefficients[0], ...terms],
		covariance: errors.map((_, i) => errors.map((_, j) => (i + j === 0 ? errors[0] ** 2 : 0))),
		standardErrors: errors,
		sandwichStandardErrors: errors,
		effectiveDf: 1,
		logLikelihood: fit.logLikelihood,
		nullLogLikelihood: nullLogLikelihood(design),
		iterations: fit.iterations,
		converged: fit.converged
	};
}

function nullLogLikelihood(design: Design): number {
	return fitLogistic({ ...design, names: [], columns: [] }).logLikelihood;
}
