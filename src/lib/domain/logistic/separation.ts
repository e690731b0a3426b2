import type { Refusal } from '#lib/domain/calibration/calibration.ts';
import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';

/** Leads and wins of one rule: where it fired, where it did not, where it could not be evaluated. */
export interface RuleSupport {
	with: { leads: number; wins: number };
	without: { leads: number; wins: number };
	missing: { leads: number; wins: number };
}

/**
 * Counts the leads and wins on which a rule fired (state 1 and more), did not fire, or could not be evaluated.
 *
 * @param rule - index in order of the card
 * @example ruleSupport(cells, 0).with // { leads: 120, wins: 14 }
 */
export function ruleSupport(cells: Cells, rule: number): RuleSupport {
	const support: RuleSupport = {
		with: { leads: 0, wins: 0 },
		without: { leads: 0, wins: 0 },
		missing: { leads: 0, wins: 0 }
	};
	const states = cells.states[rule];
	for (let c = 0; c < cells.length; c++) {
		const side = states[c] === MISSING ? 'missing' : states[c] > 0 ? 'with' : 'without';
		support[side].leads += cells.n[c];
		support[side].wins += cells.k[c];
	}
	return support;
}

/**
 * Why a rule on its own can get no weight, or null if it can: it never or always fires, can never be evaluated, or
 * one side of it holds only wins or no wins (its weight would run off without end).
 *
 * This sees one rule at a time. Separation by several rules together shows as a fit that does not converge.
 *
 * @param cells - training cells
 * @returns reason with leads and wins on both sides and the leads where it could not be evaluated
 * @example separation(cells, 3) // { reason: 'no-wins-with', params: { leads: 12, wins: 0, … } }
 */
export function separation(cells: Cells, rule: number): Refusal | null {
	const support = ruleSupport(cells, rule);
	const reason = refusalReason(support);
	if (reason === null) return null;
	const params = {
		leads: support.with.leads,
		wins: support.with.wins,
		leadsWithout: support.without.leads,
		winsWithout: support.without.wins,
		missing: support.missing.leads
	};
	return { reason, params };
}

function refusalReason({ with: fired, without, missing }: RuleSupport): string | null {
	if (fired.leads + without.leads === 0) return missing.leads > 0 ? 'not-evaluable' : 'never-fires';
	if (fired.leads === 0) return 'never-fires';
	if (without.leads === 0) return 'always-fires';
	if (fired.wins === 0) return 'no-wins-with';
	if (fired.wins === fired.leads) return 'only-wins-with';
	if (without.wins === 0) return 'no-wins-without';
	if (without.wins === without.leads) return 'only-wins-without';
	return null;
}
