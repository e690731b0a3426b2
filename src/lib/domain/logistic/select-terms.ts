import type { Design } from './design.ts';

/**
 * The same cells with some of the terms, in the order given.
 *
 * @param terms - indexes into `design.columns`
 * @example selectTerms({ names: ['a', 'b'], columns: [a, b], n, k }, [1]).names // ['b']
 */
export function selectTerms(design: Design, terms: readonly number[]): Design {
	return {
		...design,
		names: terms.map((term) => design.names[term]),
		columns: terms.map((term) => design.columns[term])
	};
}
