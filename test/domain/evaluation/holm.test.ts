import { describe, expect, it } from 'vitest';
import { holm } from '#lib/domain/evaluation/holm.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('holm', () => {
	it('gives what R’s p.adjust gives', () => {
		expectClose(holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06], 1e-14);
		expectClose(holm([0.5, 0.001, 0.5, 0.02, 0.9]), [1, 0.005, 1, 0.08, 1], 1e-14);
	});

	it('leaves a single p value as it is, and none as none', () => {
		expect(holm([0.037])).toEqual([0.037]);
		expect(holm([])).toEqual([]);
	});

	it('never makes a p value smaller, and at most as much larger as Bonferroni', () => {
		fc.assert(
			fc.property(pValues, (p) => {
				holm(p).forEach((adjusted, i) => {
					expect(adjusted).toBeGreaterThanOrEqual(p[i]);
					expect(adjusted).toBeLessThanOrEqual(Math.min(1, p.length * p[i]));
				});
			})
		);
	});

	it('keeps the order of the p values', () => {
		fc.assert(
			fc.property(pValues, (p) => {
				const adjusted = holm(p);
				for (const i of p.keys()) {
					for (const j of p.keys()) if (p[i] <= p[j]) expect(adjusted[i] <= adjusted[j]).toBe(true);
				}
			})
		);
	});

	it('refuses what is no p value', () => {
		expect(() => holm([0.2, 1.2])).toThrow('p value 1.2');
		expect(() => holm([NaN])).toThrow('p value NaN');
	});
});
