import { clusterScores, type ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import type { CardProblem } from './card-problem.ts';
import type { ContinuousOptimum } from './continuous-optimum.ts';
import type { PullParts } from './pull-draws.ts';

/** Leads by account, with the cells they count in. */
export interface AccountLeads {
	/** The design the card was prepared with: its cells are those of the counts. */
	design: Design;
	counts: ClusterCounts;
}

/**
 * Leads as parts of a sample: won and lost ones of each cell, with what they add to the derivative at the optimum, the
 * intercept eliminated.
 *
 * @param rates - chance of a win of each cell
 * @param means - of each term, weighted by information
 * @example leadParts(problem, rates, means).count // won and lost leads of each cell in turn
 */
export function leadParts(
	{ columns, n, k }: CardProblem,
	rates: Float64Array,
	means: Float64Array
): PullParts {
	const size = columns.length;
	const rows = new Float64Array(2 * n.length * size);
	const count = new Float64Array(2 * n.length);
	for (let c = 0; c < n.length; c++) {
		count[2 * c] = k[c];
		count[2 * c + 1] = n[c] - k[c];
		for (let j = 0; j < size; j++) {
			const away = columns[j][c] - means[j];
			rows[2 * c * size + j] = (1 - rates[c]) * away;
			rows[(2 * c + 1) * size + j] = -rates[c] * away;
		}
	}
	return { size, rows, count };
}

/** The same with accounts as parts: leads of one account are drawn together (statistics 1). */
export function accountParts(
	problem: CardProblem,
	{ intercept, weights }: ContinuousOptimum,
	means: Float64Array,
	{ design, counts }: AccountLeads
): PullParts {
	const size = weights.length;
	const terms = termDesign(problem, design);
	const scores = clusterScores(terms, [intercept, ...weights], counts);
	const rows = new Float64Array(scores.length * size);
	scores.forEach((score, g) => {
		for (let j = 0; j < size; j++) rows[g * size + j] = score[j + 1] - means[j] * score[0];
	});
	return { size, rows, count: new Float64Array(scores.length).fill(1) };
}

/**
 * Covariance of the sum over a sample of as many parts.
 *
 * @returns row by row; only the lower triangle is filled
 */
export function partsCovariance({ size, rows, count }: PullParts): Float64Array {
	const covariance = new Float64Array(size * size);
	const sum = new Float64Array(size);
	let total = 0;
	for (let g = 0; g < count.length; g++) {
		total += count[g];
		addOuter(covariance, sum, rows.subarray(g * size, (g + 1) * size), count[g]);
	}
	return centred(covariance, sum, total);
}

/** The same for leads, without a row for each. */
export function leadsCovariance(
	{ columns, n, k }: CardProblem,
	rates: Float64Array,
	means: Float64Array
): Float64Array {
	const size = columns.length;
	const covariance = new Float64Array(size * size);
	const sum = new Float64Array(size);
	const away = new Float64Array(size);
	let total = 0;
	for (let c = 0; c < n.length; c++) {
		const square = k[c] * (1 - rates[c]) ** 2 + (n[c] - k[c]) * rates[c] ** 2;
		const residual = k[c] - n[c] * rates[c];
		for (let j = 0; j < size; j++) {
			away[j] = columns[j][c] - means[j];
			sum[j] += residual * away[j];
		}
		for (let i = 0; i < size; i++) {
			const weighted = square * away[i];
			for (let j = 0; j <= i; j++) covariance[i * size + j] += weighted * away[j];
		}
		total += n[c];
	}
	return centred(covariance, sum, total);
}

function addOuter(
	covariance: Float64Array,
	sum: Float64Array,
	row: Float64Array,
	count: number
): void {
	const size = row.length;
	for (let i = 0; i < size; i++) {
		sum[i] += count * row[i];
		for (let j = 0; j <= i; j++) covariance[i * size + j] += count * row[i] * row[j];
	}
}

function centred(covariance: Float64Array, sum: Float64Array, total: number): Float64Array {
	const size = sum.length;
	for (let i = 0; i < size; i++) {
		for (let j = 0; j <= i; j++) covariance[i * size + j] -= (sum[i] * sum[j]) / total;
	}
	return covariance;
}

/** The terms of a problem as columns of the cells it was made of. */
function termDesign(
	{ rules, kept, heldWeights, multipleOf }: CardProblem,
	{ columns, n, k }: Design
): Design {
	const sumOf = (factors: (number | null)[]) => {
		const sum = new Float64Array(n.length);
		factors.forEach((factor, j) => {
			if (factor) for (let c = 0; c < sum.length; c++) sum[c] += factor * columns[j][c];
		});
		return sum;
	};
	const fixed = () => sumOf(kept.map((points, j) => (heldWeights[j] === null ? points : null)));
	return {
		names: rules.map(String),
		columns: rules.map((rule) =>
			rule < 0 ? fixed() : columns[rule].map((value) => value * multipleOf)
		),
		n,
		k,
		offset: sumOf(heldWeights)
	};
}
