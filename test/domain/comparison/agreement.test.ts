import { describe, expect, it } from 'vitest';
import { agreement } from '#lib/domain/comparison/agreement.ts';
import { fc } from '../../reference/properties.ts';

const of = (...values: number[]) => Float64Array.of(...values);

describe('agreement', () => {
	it('counts leads by what the column has more than the card, by hand', () => {
		const found = agreement(of(10, 20, 30, 0), of(10, 25, 10, 0), of(3, 2, 1, 4));
		expect(found).toMatchObject({ measured: true, leads: 10, equal: 7, largest: -20, distinct: 3 });
		if (!found.measured) throw new Error();
		expect(found.differences).toEqual([
			{ difference: 0, leads: 7 },
			{ difference: 5, leads: 2 },
			{ difference: -20, leads: 1 }
		]);
	});

	it('has the correlation of the leads, each counted', () => {
		const found = agreement(of(1, 2, 3), of(2, 4, 5), of(1, 2, 1));
		// Of (1,2) (2,4) (2,4) (3,5): covariance 3 / 4, variances 2 / 4 and 4.75 / 4.
		expect(found.measured && found.correlation).toMatchObject({
			measured: true,
			value: expect.closeTo(3 / Math.sqrt(2 * 4.75), 12)
		});
	});

	it('says that a score that is the same for all has no correlation', () => {
		const found = agreement(of(5, 5), of(1, 2), of(1, 1));
		expect(found.measured && found.correlation).toMatchObject({ reason: 'constant-score' });
	});

	it('is refused without leads', () => {
		expect(agreement(of(1), of(1), of(0))).toMatchObject({ reason: 'no-score-in-column' });
		expect(() => agreement(of(1), of(1, 2), of(1))).toThrow('agreement: 1 points, 2 values');
	});

	it('takes sums in another order for equal', () => {
		const found = agreement(of(0.1 + 0.2), of(0.3), of(7));
		expect(found).toMatchObject({ equal: 7, largest: 0 });
	});

	it('lists at most eight differences and says how many there are', () => {
		const column = Float64Array.from({ length: 40 }, (_, i) => i);
		const found = agreement(new Float64Array(40), column, new Float64Array(40).fill(1));
		expect(found).toMatchObject({ distinct: 40, largest: 39 });
		expect(found.measured && found.differences).toHaveLength(8);
	});

	it('agrees wholly with itself, whatever the scores', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }), (values) => {
				const score = Float64Array.from(values);
				const found = agreement(
					score,
					score,
					score.map(() => 2)
				);
				expect(found).toMatchObject({ equal: 2 * values.length, largest: 0, distinct: 1 });
			})
		);
	});
});
