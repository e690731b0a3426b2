import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { probability } from '#lib/domain/logistic/probability.ts';

/**
 * Adjusted lift of a rule: average predicted win rate if it fired on every lead / if it fired on none, over the same
 * leads with everything else as it is (statistics 11). Marginal standardisation of the fitted model, not an odds ratio.
 *
 * Leads on which the rule could not be evaluated are left out. A stepped rule "fires" with the mean number of steps of
 * the leads on which it fired.
 *
 * @param cells - the leads to average over
 * @param rule - index of the rule in `cells.states`
 * @param logit - fitted log-odds of each cell
 * @param weight - fitted log-odds per step of the rule
 * @returns null where the rule never fired or could never be evaluated
 * @throws Error where there is not one log-odds a cell
 * @example adjustedLift(cells, 0, logits(design, fit.coefficients), fit.coefficients[1]) // 4.8
 */
export function adjustedLift(
	cells: Cells,
	rule: number,
	logit: Float64Array,
	weight: number
): number | null {
	if (logit.length !== cells.length) {
		throw new Error(`adjustedLift: ${cells.length} cells, ${logit.length} log-odds`);
	}
	const states = cells.states[rule];
	const worth = worthOfStates(cells, rule);
	const steps = meanSteps(states, worth, cells.n);
	if (steps === null) return null;
	let fired = 0;
	let notFired = 0;
	for (let c = 0; c < cells.length; c++) {
		if (states[c] === MISSING) continue;
		const without = logit[c] - weight * worth[states[c]];
		fired += cells.n[c] * probability(without + weight * steps);
		notFired += cells.n[c] * probability(without);
	}
	return notFired > 0 ? fired / notFired : null;
}

function meanSteps(states: Uint8Array, worth: Float64Array, n: Float64Array): number | null {
	let leads = 0;
	let steps = 0;
	for (let c = 0; c < n.length; c++) {
		if (states[c] === MISSING || states[c] === 0) continue;
		leads += n[c];
		steps += n[c] * worth[states[c]];
	}
	return leads > 0 ? steps / leads : null;
}
