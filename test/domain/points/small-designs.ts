import type { Design } from '#lib/domain/logistic/design.ts';
import { fc } from '../../reference/properties.ts';

/** Cells of up to so many rules, most of them yes or no, some in steps; wins and losses overlap. */
export function smallDesigns(mostRules: number, leastRules = 1): fc.Arbitrary<Design> {
	return fc.integer({ min: leastRules, max: mostRules }).chain((rules) => {
		const row = fc.tuple(
			fc.array(fc.constantFrom(0, 0, 1, 1, 2), { minLength: rules, maxLength: rules }),
			fc.integer({ min: 0, max: 9 }),
			fc.integer({ min: 0, max: 9 })
		);
		return fc.array(row, { minLength: 3, maxLength: 14 }).map((rows) => ({
			names: Array.from({ length: rules }, (_, j) => `rule ${j + 1}`),
			columns: Array.from({ length: rules }, (_, j) =>
				Float64Array.from(rows, ([values]) => (j % 2 ? values[j] : Math.min(1, values[j])))
			),
			n: Float64Array.from(rows, ([, won, lost]) => won + lost),
			k: Float64Array.from(rows, ([, won]) => won)
		}));
	});
}
