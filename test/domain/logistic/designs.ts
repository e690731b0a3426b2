import { fc } from '../../reference/properties.ts';
import type { Design } from '#lib/domain/logistic/design.ts';

/**
 * Any design that can be fitted: two yes/no terms and a stepped one in all their combinations, with won and lost leads
 * in each, so that no outcome is separated and no term is aliased.
 */
export function overlappingDesign(): fc.Arbitrary<Design> {
	const combinations = [0, 1].flatMap((a) =>
		[0, 1].flatMap((b) => [0, 1, 3].map((steps) => [a, b, steps]))
	);
	const count = fc.integer({ min: 1, max: 30 });
	return fc.array(fc.tuple(count, count), { minLength: 12, maxLength: 12 }).map((counts) => ({
		names: ['a', 'b', 'steps'],
		columns: [0, 1, 2].map((term) => Float64Array.from(combinations, (states) => states[term])),
		n: Float64Array.from(counts, ([won, lost]) => won + lost),
		k: Float64Array.from(counts, ([won]) => won)
	}));
}

/** The leads behind cells, one by one, in a design of their own. */
export function rowsOf({ names, columns, n, k }: Design): Design {
	const cellOf = [...n].flatMap((leads, c) => Array<number>(leads).fill(c));
	const rank = [...n].flatMap((leads) => [...Array(leads).keys()]);
	return {
		names,
		columns: columns.map((column) => Float64Array.from(cellOf, (c) => column[c])),
		n: new Float64Array(cellOf.length).fill(1),
		k: Float64Array.from(cellOf, (c, i) => (rank[i] < k[c] ? 1 : 0))
	};
}
