import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaMixtureQuantile, mixtureCdf } from '#lib/domain/intervals/beta-mixture.ts';
import { fisherExact } from '#lib/domain/intervals/fisher-exact.ts';
import { jeffreys } from '#lib/domain/intervals/jeffreys.ts';
import { rateDifference } from '#lib/domain/intervals/rate-difference.ts';
import { rateOf } from '#lib/domain/intervals/rate.ts';

const share = fc
	.record({
		leads: fc.integer({ min: 1, max: 400 }),
		part: fc.double({ min: 0, max: 1, noNaN: true })
	})
	.map(({ leads, part }) => ({ leads, wins: Math.round(leads * part) }));

describe('a rate', () => {
	it('has both its numbers and an interval that holds it', () => {
		fc.assert(
			fc.property(share, ({ wins, leads }) => {
				const rate = rateOf(wins, leads);
				if (!rate.measured) throw new Error(rate.reason);
				expect(rate.rate).toBe(wins / leads);
				expect(rate.lo <= rate.rate && rate.rate <= rate.hi).toBe(true);
				expect(rate.lo >= 0 && rate.hi <= 1).toBe(true);
			}),
			{ seed: 51 }
		);
	});

	it('is not measured without leads, and never 0 %', () => {
		expect(rateOf(0, 0)).toEqual({ measured: false, reason: 'no-leads', params: {} });
	});

	it('is refused for what is no count', () => {
		expect(() => rateOf(3, 2)).toThrow();
		expect(() => rateOf(-1, 2)).toThrow();
		expect(() => rateOf(NaN, 2)).toThrow();
	});
});

describe('the Jeffreys interval', () => {
	it('ends at 0 and 1 where nothing or everything was won', () => {
		expect(jeffreys(0, 9)[0]).toBe(0);
		expect(jeffreys(9, 9)[1]).toBe(1);
		expect(() => jeffreys(1, 0)).toThrow();
	});
});

describe('the difference of two rates', () => {
	it('lies within its interval, which changes sign with the places of the two', () => {
		fc.assert(
			fc.property(share, share, (a, b) => {
				const [one, other] = [rateDifference(a, b), rateDifference(b, a)];
				if (!one.measured || !other.measured) throw new Error('not measured');
				expect(one.lo <= one.difference && one.difference <= one.hi).toBe(true);
				expect(one.lo >= -1 - 1e-12 && one.hi <= 1 + 1e-12).toBe(true);
				expect(one.lo).toBeCloseTo(-other.hi, 12);
			}),
			{ seed: 52 }
		);
		expect(rateDifference({ wins: 0, leads: 0 }, { wins: 1, leads: 2 }).measured).toBe(false);
	});
});

describe('Fisher’s exact test', () => {
	it('is the sum over all tables that are not more likely, counted out', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 12 }),
				fc.integer({ min: 1, max: 12 }),
				fc.nat({ max: 12 }),
				fc.nat({ max: 12 }),
				(m, n, a, b) => {
					const [winsA, winsB] = [Math.min(a, m), Math.min(b, n)];
					const tables = Array.from(
						{ length: m + 1 },
						(_, x) => choose(m, x) * choose(n, winsA + winsB - x)
					);
					const all = tables.reduce((sum, each) => sum + each, 0);
					const extreme = tables.reduce(
						(sum, each) => (each <= tables[winsA] ? sum + each : sum),
						0
					);
					const p = fisherExact({ wins: winsA, leads: m }, { wins: winsB, leads: n });
					expect(p).toBeCloseTo(extreme / all, 10);
				}
			),
			{ seed: 53 }
		);
	});

	it('copes with millions of leads, and with differences beyond doubt', () => {
		const p = fisherExact(
			{ wins: 1_000_000, leads: 5_000_000 },
			{ wins: 1_000_900, leads: 5_000_000 }
		);
		expect(p).toBeGreaterThan(0.4);
		expect(p).toBeLessThan(0.6);
		expect(fisherExact({ wins: 0, leads: 1e6 }, { wins: 5e5, leads: 1e6 })).toBe(0);
		expect(fisherExact({ wins: 0, leads: 0 }, { wins: 5, leads: 9 })).toBe(1);
	});

	it('refuses what is no count', () => {
		expect(() => fisherExact({ wins: 2, leads: 1 }, { wins: 0, leads: 1 })).toThrow();
		expect(() => fisherExact({ wins: 0.5, leads: 1 }, { wins: 0, leads: 1 })).toThrow();
	});
});

describe('quantiles of a mixture of beta curves', () => {
	it('are where its distribution function says', () => {
		const size = fc.double({ min: 0.05, max: 5000, noNaN: true });
		fc.assert(
			fc.property(
				fc.array(fc.record({ a: size, b: size }), { minLength: 1, maxLength: 5 }),
				fc.double({ min: 0.001, max: 0.999, noNaN: true }),
				(curves, p) => {
					const mixture = {
						a: curves.map(({ a }) => a),
						b: curves.map(({ b }) => b),
						weight: curves.map(() => 1 / curves.length)
					};
					const x = betaMixtureQuantile(p, mixture);
					expect(x >= 0 && x <= 1).toBe(true);
					// Curves that end in a wall at 0 or 1 step over the share between two doubles.
					if (x > 1e-12 && x < 1 - 1e-12) expect(mixtureCdf(x, mixture)).toBeCloseTo(p, 6);
				}
			),
			{ seed: 54 }
		);
		expect(() => betaMixtureQuantile(1, { a: [1], b: [1], weight: [1] })).toThrow();
	});
});

function choose(n: number, k: number): number {
	if (k < 0 || k > n) return 0;
	return k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k;
}
