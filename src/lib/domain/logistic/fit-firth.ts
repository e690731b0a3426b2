import { checkDesign } from './check-design.ts';
import { choleskyInverse } from './cholesky.ts';
import { INTERCEPT, type Design } from './design.ts';
import { firthObjective } from './firth-objective.ts';
import { fitLogistic, type FitOptions, type LogisticFit } from './fit-logistic.ts';
import { leadTotals } from './lead-totals.ts';
import { logits } from './logits.ts';
import { climbCarefully } from './climb-carefully.ts';

/** A fit under Firth's penalty. Its log likelihood and deviance are those of the leads, without the penalty. */
export interface FirthFit extends LogisticFit {
	/** Log likelihood + ln det(information) / 2: what was climbed. */
	penalisedLogLikelihood: number;
}

/**
 * Logistic regression under Firth's penalty (bias-reduced scores, Jeffreys prior), on grouped cells with hat values per
 * cell; R's `brglmFit(type = "AS_mean")`. It is finite also where the outcome is separated, and less biased where wins are
 * rare. Its mean prediction is drawn towards one half: give it to `interceptAtObservedRate` (FLIC) before showing
 * probabilities.
 *
 * Climbs by Fisher scoring with step halving. Standard errors are those of the information at the solution.
 *
 * @param design - terms, counts and offset; no two columns may say the same (see `aliasedTerms`)
 * @throws Error `fitFirth: ...` for a design that `fitLogistic` would refuse
 * @example
 * fitFirth({ names: ['x'], columns: [Float64Array.of(0, 1)], n: Float64Array.of(4, 4), k: Float64Array.of(1, 4) })
 * 	.coefficients // [-0.8473, 3.0445]: ln(1.5 / 3.5), ln(4.5 / 0.5) - ln(1.5 / 3.5)
 */
export function fitFirth(
	design: Design,
	{ tolerance = 1e-11, maxIterations = 500 }: FitOptions = {}
): FirthFit {
	checkDesign(design, 'fitFirth');
	const { leads, wins } = leadTotals(design);
	if (leads === 0) throw new Error('fitFirth: no leads');
	const start = new Float64Array(design.columns.length + 1);
	start[0] = Math.log((wins + 0.5) / (leads - wins + 0.5));
	const found = climbCarefully(firthObjective(design), start, design.n, tolerance, maxIterations);
	if (!found.factor) throw new Error('fitFirth: a term depends on earlier terms');
	const covariance = choleskyInverse(found.factor);
	const logLikelihood = logLikelihoodAt(design, found.coefficients);
	return {
		names: [INTERCEPT, ...design.names],
		coefficients: Array.from(found.coefficients),
		covariance,
		standardErrors: covariance.map((row, j) => Math.sqrt(row[j])),
		logLikelihood,
		nullLogLikelihood: fitLogistic({ ...design, names: [], columns: [] }).logLikelihood,
		deviance: -2 * logLikelihood,
		iterations: found.iterations,
		converged: found.converged,
		runningOff: [],
		penalisedLogLikelihood: found.pass.logLikelihood
	};
}

function logLikelihoodAt(design: Design, coefficients: ArrayLike<number>): number {
	const logit = logits(design, coefficients);
	let sum = 0;
	for (let c = 0; c < logit.length; c++) {
		const spread = Math.max(logit[c], 0) + Math.log1p(Math.exp(-Math.abs(logit[c])));
		sum += design.k[c] * logit[c] - design.n[c] * spread;
	}
	return sum;
}
