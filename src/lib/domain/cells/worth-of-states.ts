import { MISSING, type Cells } from './cells.ts';

const OWN_NUMBER = Float64Array.from({ length: MISSING + 1 }, (_, state) =>
	state === MISSING ? 0 : state
);

/**
 * What each state of a rule is worth in events: what its points and its weight are multiplied by. 0 where the rule did not
 * fire or could not be evaluated.
 *
 * @returns 256 entries, one a state; not to be changed
 * @example worthOfStates(cells, 0)[2] // 2 for a stepped rule, 0.5 for the second level of one that decays
 */
export function worthOfStates({ values }: Pick<Cells, 'values'>, rule: number): Float64Array {
	const own = values?.[rule];
	if (!own) return OWN_NUMBER;
	const worth = new Float64Array(MISSING + 1);
	worth.set(own);
	return worth;
}
