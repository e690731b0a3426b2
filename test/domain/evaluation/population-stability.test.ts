import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { populationStability } from '#lib/domain/evaluation/population-stability.ts';

describe('the population stability index', () => {
	it('is worked by hand', () => {
		// (.5 - .25) ln(.5 / .25) + (.5 - .75) ln(.5 / .75) = .25 ln 3
		const found = populationStability([25, 75], [20, 20])!;
		expect(found.psi).toBeCloseTo(0.25 * Math.log(3), 12);
		expect(found.chanceLevel).toBeCloseTo(1 / 100 + 1 / 40, 12);
		expect(found.bins).toBe(2);
	});

	it('is 0 for the same shares and leaves out bins that hold nobody', () => {
		const found = populationStability([1, 0, 3], [10, 0, 30])!;
		expect(found.psi).toBeCloseTo(0, 12);
		expect(found.bins).toBe(2);
	});

	it('stays finite where a bin is empty on one side', () => {
		const found = populationStability([0, 10], [5, 5])!;
		const [a, b, c, d] = [0.5 / 11, 10.5 / 11, 5.5 / 11, 5.5 / 11];
		expect(found.psi).toBeCloseTo((c - a) * Math.log(c / a) + (d - b) * Math.log(d / b), 12);
	});

	it('says nothing about an empty sample, and refuses other bins', () => {
		expect(populationStability([0, 0], [1, 2])).toBeNull();
		expect(() => populationStability([1], [1, 2])).toThrow('1 bins, then 2');
	});

	it('is never below 0, and the same both ways round', () => {
		const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 5, maxLength: 5 });
		fc.assert(
			fc.property(counts, counts, (a, b) => {
				const [there, back] = [populationStability(a, b), populationStability(b, a)];
				if (!there || !back) return;
				expect(there.psi).toBeGreaterThanOrEqual(0);
				expect(back.psi).toBeCloseTo(there.psi, 9);
			})
		);
	});
});
