import { cholesky, choleskyInverse } from './cholesky.ts';
import type { Design } from './design.ts';
import type { Objective } from './objective.ts';
import { runRows } from './run-rows.ts';
import { scorePass } from './score-pass.ts';
import { sparseRows, type SparseRows } from './sparse-rows.ts';

/**
 * Firth's penalised likelihood (1993): log likelihood + ln det(information) / 2, with his modified score
 * sum of x (k - n p + h (1/2 - p)), where h is the sum of the hat values of a cell's leads. The information is that of the
 * likelihood alone, so climbing it converges linearly, fast where leads are many.
 *
 * @returns log likelihood -Infinity where the information is singular
 * @example firthObjective(design)(Float64Array.of(0, 0)).gradient
 */
export function firthObjective({ columns, offset, n, k }: Design): Objective {
	const rows = sparseRows(columns, n.length);
	const runs = runRows(columns, n.length);
	return (coefficients) => {
		const pass = scorePass(runs, n, k, offset ?? null, coefficients);
		const factor = cholesky(pass.information, coefficients.length);
		if (!factor) return { ...pass, logLikelihood: -Infinity };
		let logDeterminant = 0;
		for (let j = 0; j < factor.size; j++) {
			logDeterminant += 2 * Math.log(factor.lower[j * factor.size + j]);
		}
		addHatTerm(rows, n, pass.logit, choleskyInverse(factor), pass.gradient);
		return { ...pass, logLikelihood: pass.logLikelihood + logDeterminant / 2 };
	};
}

/** Adds x h (1/2 - p) of every cell to the score; h = n p (1 - p) x' V x. */
function addHatTerm(
	{ rows, start, column, value }: SparseRows,
	n: Float64Array,
	logit: Float64Array,
	covariance: number[][],
	gradient: Float64Array
): void {
	for (let c = 0; c < rows; c++) {
		if (n[c] === 0) continue;
		const e = Math.exp(-Math.abs(logit[c]));
		const p = (logit[c] >= 0 ? 1 : e) / (1 + e);
		let spread = covariance[0][0];
		for (let i = start[c]; i < start[c + 1]; i++) {
			const row = covariance[column[i] + 1];
			spread += value[i] * (2 * row[0] + value[i] * row[column[i] + 1]);
			for (let j = start[c]; j < i; j++) {
				spread += 2 * value[i] * value[j] * row[column[j] + 1];
			}
		}
		const pull = ((n[c] * e) / (1 + e) ** 2) * spread * (0.5 - p);
		gradient[0] += pull;
		for (let i = start[c]; i < start[c + 1]; i++) gradient[column[i] + 1] += pull * value[i];
	}
}
