import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelWeights } from '#lib/domain/leakage/column-levels.ts';
import { levelStrength } from '#lib/domain/leakage/level-strength.ts';
import { decidesAlone } from '#lib/domain/leakage/decides-alone.ts';
import { levelsOf } from './levels-of.ts';

const strength = (rows: Parameters<typeof levelsOf>[0]) => {
	const found = levelStrength(levelsOf(rows));
	if (!found.measured) throw new Error(found.reason);
	return found;
};

describe('weights of levels', () => {
	it('are log-odds against all training leads, drawn to 0 by two leads at the base rate', () => {
		const weights = levelWeights(
			levelsOf([
				['a', 98, 49, 0, 0],
				['b', 98, 0, 0, 0],
				['c', 0, 0, 50, 25]
			])
		);
		const base = Math.log(0.25 / 0.75);
		expect(weights[0]).toBeCloseTo(Math.log(49.5 / 50.5) - base, 12);
		expect(weights[1]).toBeCloseTo(Math.log(0.5 / 99.5) - base, 12);
		expect(weights[2]).toBeCloseTo(0, 12);
	});

	it('say nothing where training leads have one outcome only', () => {
		expect([...levelWeights(levelsOf([['a', 40, 40, 10, 2]]))]).toEqual([0]);
	});
});

describe('the strength of one column', () => {
	it('is judged on test leads alone, by hand', () => {
		const found = strength([
			['yes', 100, 80, 100, 80],
			['no', 100, 20, 100, 20]
		]);
		expect(found.auc).toBeCloseTo(0.8, 12);
		const entropy = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
		expect(found.explained).toBeCloseTo(1 - entropy(0.8) / entropy(0.5), 9);
		expect(found).toMatchObject({ leads: 200, wins: 100 });
	});

	it('has the interval that repeated draws of the same leads have', () => {
		const { explained, explainedCi } = strength([
			['yes', 100, 80, 100, 80],
			['no', 100, 20, 100, 20]
		]);
		// Loss of a lead is ln 1.25 or ln 5 beside ln 2 for everybody: the ratio of means has this standard error.
		const spread = Math.sqrt(0.8 * 0.2) * (Math.log(5) - Math.log(1.25));
		const reach = (1.959964 * spread) / Math.sqrt(200) / Math.log(2);
		expect(explainedCi[0]).toBeCloseTo(explained - reach, 6);
		expect(explainedCi[1]).toBeCloseTo(explained + reach, 6);
	});

	it('is nothing where later leads turn round what earlier ones said', () => {
		const found = strength([
			['yes', 100, 80, 100, 20],
			['no', 100, 20, 100, 80]
		]);
		expect(found.explained).toBe(0);
		expect(found.auc).toBeCloseTo(0.2, 12);
		expect(decidesAlone(found)).toBeNull();
	});

	it('does not suffer from a base rate that has moved', () => {
		const steady = strength([
			['yes', 1000, 500, 1000, 500],
			['no', 1000, 100, 1000, 100]
		]);
		const moved = strength([
			['yes', 1000, 250, 1000, 500],
			['no', 1000, 33, 1000, 100]
		]);
		expect(moved.auc).toBeCloseTo(steady.auc, 12);
		expect(moved.explained).toBeCloseTo(steady.explained, 9);
	});

	it('is not made by one lead with a value of its own', () => {
		const found = strength([
			['no', 1000, 200, 999, 199],
			['yes', 40, 39, 1, 1]
		]);
		expect(found.explained).toBeLessThan(0.02);
		expect(decidesAlone(found)).toBeNull();
	});

	it('is nearly everything for a copy of the outcome', () => {
		const found = strength([
			['won', 500, 500, 200, 200],
			['lost', 500, 0, 200, 0]
		]);
		expect(found.explained).toBeGreaterThan(0.99);
		expect(decidesAlone(found)?.code).toBe('leak-decides-alone');
	});

	it('is refused with fewer than twenty of an outcome, with what is there', () => {
		expect(levelStrength(levelsOf([['a', 100, 50, 100, 19]]))).toEqual({
			measured: false,
			reason: 'few-wins',
			params: { wins: 19, needed: 20 }
		});
		expect(levelStrength(levelsOf([['a', 100, 90, 100, 50]]))).toMatchObject({
			reason: 'few-losses'
		});
	});

	it('of a column that has nothing to do with the outcome is suspected of nothing', () => {
		const level = fc.record({
			train: fc.integer({ min: 30, max: 400 }),
			test: fc.integer({ min: 10, max: 200 })
		});
		fc.assert(
			fc.property(fc.array(level, { minLength: 2, maxLength: 12 }), (levels) => {
				// The same rate in every level, up to rounding.
				const rows = levels.map(
					({ train, test }, i) =>
						[`v${i}`, train, Math.round(train / 2), test, Math.round(test / 2)] as [
							string,
							number,
							number,
							number,
							number
						]
				);
				const found = levelStrength(levelsOf(rows));
				if (!found.measured) return;
				expect(decidesAlone(found)).toBeNull();
				expect(found.explained).toBeLessThan(0.05);
				expect(found.explainedCi[0]).toBeGreaterThanOrEqual(0);
			}),
			{ seed: 7 }
		);
	});
});
