import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL, partsLeft, type Decay } from '#lib/domain/scorecard/decay.ts';
import { ruleLevels, stateOfParts } from '#lib/domain/scorecard/rule-levels.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';

const rule = (points: number, decay: Decay, atMost = 1): Rule => ({
	id: 'opens',
	label: 'Opens',
	points,
	each: { field: 'touch:opens', per: 1, atMost },
	decay
});

describe('what is left of an event', () => {
	it('wears off evenly, in steps or at once, by hand', () => {
		const linear: Decay = { kind: 'linear', percent: 25, everyDays: 30 };
		expect([-3, 0, 15, 60, 120, 500].map((age) => partsLeft(linear, age) / FULL)).toEqual([
			1, 1, 0.875, 0.5, 0, 0
		]);
		const steps: Decay = { kind: 'step', steps: [{ afterDays: 7, leftPercent: 40 }] };
		expect([6, 7, 900].map((age) => partsLeft(steps, age) / FULL)).toEqual([1, 0.4, 0.4]);
		expect([89, 90].map((age) => partsLeft({ kind: 'expiry', days: 90 }, age))).toEqual([FULL, 0]);
	});
});

describe('the levels of a rule that wears off', () => {
	it('are all kept where they are few', () => {
		const levels = ruleLevels(rule(10, { kind: 'linear', percent: 25, everyDays: 1 }, 3));
		expect([...(levels?.values ?? [])]).toEqual(
			Array.from({ length: 13 }, (_, quarter) => quarter / 4)
		);
		expect(levels).toMatchObject({ step: 0, effect: 0 });
	});

	it('are the number of events where nothing wears off', () => {
		const { decay: _, ...plain } = rule(10, { kind: 'expiry', days: 1 });
		expect(ruleLevels(plain)).toBeNull();
	});

	it('are cut, where they are many, by less than half a point, never to nothing', () => {
		const points = fc.integer({ min: -40, max: 40 });
		const decay = fc.record({
			kind: fc.constant('linear' as const),
			percent: fc.integer({ min: 1, max: 50 }),
			everyDays: fc.integer({ min: 1, max: 90 })
		});
		const ages = fc.array(fc.nat(400), { maxLength: 3 });
		fc.assert(
			fc.property(points, decay, ages, (given, wears, of) => {
				const made = rule(given, wears, 3);
				const levels = ruleLevels(made);
				if (!levels) throw new Error('no levels');
				expect(levels.values.length).toBeLessThanOrEqual(255);
				const parts = of.reduce((sum, age) => sum + partsLeft(wears, age), 0);
				const state = stateOfParts(levels, parts);
				const difference = Math.abs(given * (levels.values[state] - parts / FULL));
				expect(difference).toBeLessThan(levels.step === 0 ? 1e-9 : 0.5);
				expect(state === 0).toBe(parts === 0);
			}),
			{ numRuns: 1000 }
		);
	});

	it('say by how much they change a score where 254 steps are too few', () => {
		const levels = ruleLevels(rule(1000, { kind: 'linear', percent: 1, everyDays: 1 }, 5));
		expect(levels?.values.length).toBe(255);
		expect(levels?.effect).toBeCloseTo(5000 / 254, 9);
	});
});
