import { clusterScores } from '#lib/domain/logistic/cluster-covariance.ts';
import { multiply } from '#lib/domain/logistic/matrix.ts';
import {
	blockDiagonal,
	stackedScores,
	type FittedDesign
} from '#lib/domain/logistic/stacked-covariance.ts';
import type { RuleFit } from './rule-fit.ts';

type Penalised = Pick<RuleFit, 'design' | 'fit' | 'method' | 'ridge' | 'accounts'>;

/**
 * Covariance of the coefficients as it may be believed, intercept first: the inverse information; by account where leads of
 * an account count together (statistics 1). Under a ridge the distance to the truth that its penalty leaves open is in it
 * (V I V + V P V = V, with P the penalty), so that it is the spread if the prior is believed. Under Firth's penalty no error
 * is below that of independent leads: a separated rule leaves next to no residuals to sum over.
 *
 * @example weightCovariance(fitted).length // 1 + rules + fields
 */
export function weightCovariance(fitted: Penalised): number[][] {
	const { design, fit, accounts } = fitted;
	if (!accounts) return fit.covariance;
	const scores = clusterScores(design, fit.coefficients, accounts);
	const size = fit.coefficients.length;
	const middle = zeros(size);
	for (const score of scores) {
		for (let i = 0; i < size; i++)
			for (let j = 0; j < size; j++) middle[i][j] += score[i] * score[j];
	}
	const factor = scores.length / (scores.length - 1);
	const scaled = middle.map((row) => row.map((value) => factor * value));
	const spread = multiply(multiply(fit.covariance, scaled), fit.covariance);
	return notBelow(fitted, plus(spread, leftOpen(fitted)));
}

/**
 * Joint covariance of the weights and of today's score on the same leads, for points on today's scale (statistics 9). Residuals
 * are those the weights expect, as in the standard errors of the weights: observed ones are too small where a handful of wins
 * stand behind a rule. Today's score need not be right for that, and is not taken to be. Under
 * a ridge the prior moves with the slope of today's score: with a strength without end points are today's, exactly.
 *
 * @param today - fit of today's score alone
 * @returns over the coefficients of the rules' fit, then intercept and slope of today's
 * @example jointCovariance(fitted, today).length // 1 + rules + fields + 2
 */
export function jointCovariance(fitted: Penalised, today: FittedDesign): number[][] {
	const { design, fit, ridge, accounts } = fitted;
	const middle = stackedScores({ design, fit }, today, { expected: true, accounts });
	const bread = blockDiagonal(fit.covariance, today.fit.covariance);
	const slope = today.fit.coefficients[1];
	const slopeRow = bread[bread.length - 1];
	if (ridge) {
		// The prior's share of each weight, per unit of the slope it was made with.
		const follows = fit.covariance.map((row) =>
			ridge.prior.reduce(
				(sum, prior, j) => sum + row[j + 1] * pullOf(ridge, j) * (prior / slope),
				0
			)
		);
		follows.forEach((share, i) => slopeRow.forEach((value, j) => (bread[i][j] += share * value)));
	}
	const spread = multiply(multiply(bread, middle), transposed(bread));
	const open = leftOpen(fitted);
	const whole = spread.map((row, i) => row.map((value, j) => value + (open[i]?.[j] ?? 0)));
	return notBelow(fitted, whole);
}

/** V P V: the variance of the bias, if weights lie around their prior as the penalty says. */
function leftOpen({ fit, ridge }: Penalised): number[][] {
	const size = fit.coefficients.length;
	if (!ridge) return zeros(size);
	const penalty = zeros(size);
	for (let j = 1; j < size; j++) penalty[j][j] = pullOf(ridge, j - 1);
	return multiply(multiply(fit.covariance, penalty), fit.covariance);
}

/** Curvature of the penalty along a term; fields come after the rules and are free. */
function pullOf({ strength, factors }: NonNullable<RuleFit['ridge']>, term: number): number {
	return strength * (factors[term] ?? 0);
}

/** Raises errors that are below those of independent leads, correlations as they are. */
function notBelow({ fit, method, accounts }: Penalised, covariance: number[][]): number[][] {
	if (method !== 'firth' || !accounts) return covariance;
	const raise = covariance.map((row, i) => {
		const least = fit.covariance[i]?.[i] ?? 0;
		return row[i] > 0 ? Math.max(1, Math.sqrt(least / row[i])) : 1;
	});
	return covariance.map((row, i) => row.map((value, j) => value * raise[i] * raise[j]));
}

function plus(a: number[][], b: number[][]): number[][] {
	return a.map((row, i) => row.map((value, j) => value + b[i][j]));
}

function transposed(matrix: number[][]): number[][] {
	return matrix[0].map((_, j) => matrix.map((row) => row[j]));
}

function zeros(size: number): number[][] {
	return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
