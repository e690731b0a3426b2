import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Design } from './design.ts';
import { missingOf } from './nuisance-fields.ts';

/**
 * The terms of a fit on cells: one column a rule (what its state is worth: 0, 1, steps reached, or what is left of
 * its events; 0 where it could not be evaluated), then one 0/1 column a nuisance field (1 where the field was missing, statistics 7). Rules come
 * first, so that a nuisance term that says the same as a rule is the one found to be aliased.
 *
 * The same `rules` and `nuisance` on training and on test cells give columns that match the same coefficients.
 *
 * @param rules - indexes of the rules that go in, in order of the card
 * @param nuisance - fields from `nuisanceFields` of the training cells
 * @returns names are rule ids, then `missing: <field>`; counts are shared with the cells, not copied
 * @throws Error where the card has no such rule or the cells have other rules
 * @example designFromCells(cells, scorecard, [0, 2], ['industry']).names // ['demo', 'trial', 'missing: industry']
 */
export function designFromCells(
	cells: Cells,
	scorecard: Scorecard,
	rules: readonly number[],
	nuisance: readonly string[]
): Design {
	const all = rulesOf(scorecard);
	if (all.length !== cells.states.length) {
		throw new Error(`designFromCells: ${all.length} rules, ${cells.states.length} state columns`);
	}
	for (const rule of rules) {
		if (!all[rule]) throw new Error(`designFromCells: the card has no rule ${rule}`);
	}
	return {
		names: [...rules.map((rule) => all[rule].id), ...nuisance.map((field) => `missing: ${field}`)],
		columns: [
			...rules.map((rule) => columnOf(cells, rule)),
			...nuisance.map(
				(field) => missingOf(cells, scorecard, rules, field) ?? new Float64Array(cells.length)
			)
		],
		n: cells.n,
		k: cells.k
	};
}

function columnOf(cells: Cells, rule: number): Float64Array {
	const states = cells.states[rule];
	const worth = worthOfStates(cells, rule);
	const values = new Float64Array(states.length);
	for (let c = 0; c < states.length; c++) values[c] = worth[states[c]];
	return values;
}
