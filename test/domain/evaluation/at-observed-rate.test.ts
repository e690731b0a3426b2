import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atObservedRate } from '#lib/domain/evaluation/at-observed-rate.ts';

const logit = (p: number) => Math.log(p / (1 - p));

describe('predictions at the observed rate', () => {
	it('add up to the wins, moved by one constant of log-odds', () => {
		const cell = fc.record({
			p: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
			n: fc.integer({ min: 1, max: 50 }),
			share: fc.double({ min: 0, max: 1, noNaN: true })
		});
		fc.assert(
			fc.property(fc.array(cell, { minLength: 1, maxLength: 20 }), (cells) => {
				const p = Float64Array.from(cells, (each) => each.p);
				const n = Float64Array.from(cells, (each) => each.n);
				const k = Float64Array.from(cells, (each) => Math.round(each.n * each.share));
				const wins = k.reduce((sum, each) => sum + each, 0);
				const leads = n.reduce((sum, each) => sum + each, 0);
				fc.pre(wins > 0 && wins < leads);
				const moved = atObservedRate(p, n, k);
				expect(moved.reduce((sum, each, c) => sum + n[c] * each, 0)).toBeCloseTo(wins, 6);
				const shift = logit(moved[0]) - logit(p[0]);
				moved.forEach((each, c) => expect(logit(each) - logit(p[c])).toBeCloseTo(shift, 6));
			})
		);
	});

	it('stay as they are where all leads end alike, and refuse columns that do not fit', () => {
		const p = Float64Array.of(0.2, 0.4);
		expect(atObservedRate(p, Float64Array.of(3, 4), Float64Array.of(0, 0))).toBe(p);
		expect(() => atObservedRate(p, Float64Array.of(1), Float64Array.of(1))).toThrow('2 prob');
	});
});
