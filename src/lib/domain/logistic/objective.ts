import type { Design } from './design.ts';
import { scorePass, type ScorePass } from './score-pass.ts';
import { runRows } from './run-rows.ts';

/** A concave function of the coefficients, intercept first, with its derivatives: what a fit climbs. */
export type Objective = (coefficients: Float64Array) => ScorePass;

/**
 * The log likelihood of a design as a function of its coefficients.
 *
 * @param design - as checked by `checkDesign`
 * @example logisticObjective(design)(Float64Array.of(0, 0)).logLikelihood // -leads x ln 2
 */
export function logisticObjective({ columns, offset, n, k }: Design): Objective {
	const rows = runRows(columns, n.length);
	return (coefficients) => scorePass(rows, n, k, offset ?? null, coefficients);
}

/** What a restricted objective gives: the free coefficients' own derivatives, and the pass over all of them behind. */
export interface RestrictedPass extends ScorePass {
	whole: ScorePass;
}

/**
 * The same function with some coefficients held where they are: its argument holds the free ones alone, in the order of
 * `free`.
 *
 * @param at - all coefficients; those not in `free` stay as they are here
 * @param free - indexes of the coefficients that move, ascending
 * @example restrictObjective(objective, [0, 1.5], [0])(Float64Array.of(-2)) // at intercept -2, first term 1.5
 */
export function restrictObjective(
	objective: Objective,
	at: ArrayLike<number>,
	free: readonly number[]
): (coefficients: Float64Array) => RestrictedPass {
	return (moving) => {
		const coefficients = Float64Array.from(at);
		free.forEach((j, i) => (coefficients[j] = moving[i]));
		const pass = objective(coefficients);
		const gradient = Float64Array.from(free, (j) => pass.gradient[j]);
		const information = new Float64Array(free.length ** 2);
		free.forEach((j, row) => {
			for (let column = 0; column <= row; column++) {
				information[row * free.length + column] =
					pass.information[j * coefficients.length + free[column]];
			}
		});
		return { ...pass, gradient, information, whole: pass };
	};
}
