import { describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { alternativeCards } from '#lib/domain/points/alternative-cards.ts';
import { fewestEdits } from '#lib/domain/points/fewest-edits.ts';
import { granularityCurve } from '#lib/domain/points/granularity-curve.ts';
import { bestCard, type WholeCard } from '#lib/domain/points/integer-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { pointsStability } from '#lib/domain/points/points-stability.ts';
import { prepareCard } from '#lib/domain/points/prepared-card.ts';
import type { Measured } from '#lib/domain/units.ts';
import { fc } from '../../reference/properties.ts';
import { allowedCards, lossOf } from './brute-force.ts';
import { plantedDesign } from './planted-design.ts';
import { smallDesigns } from './small-designs.ts';

function given<T>(found: Measured<T>): { measured: true } & T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const WEIGHTS = [1.2, -0.6, 0.4, 0.9, 0, -1.1, 0.25];
const design = plantedDesign(WEIGHTS, 4000, 11);
const prepared = (options: Partial<PointsOptions> = {}) =>
	given(prepareCard(design, { min: -20, max: 20, ...options }));

describe('the granularity curve', () => {
	it('loses less and less with more points, and never less than the bound', () => {
		const curve = granularityCurve(prepared());
		expect(curve.map(({ reach }) => reach)).toEqual([3, 5, 10, 20, 50, 100]);
		curve.forEach(({ reach, card, gap, gapShare }, i) => {
			expect(card.points.every((points) => Math.abs(points) <= reach)).toBe(true);
			expect(gap).toBeGreaterThanOrEqual(0);
			expect(gapShare).toBeGreaterThanOrEqual(0);
			if (i > 0) expect(gap).toBeLessThanOrEqual(curve[i - 1].gap);
		});
		expect(curve[0].gap).toBeGreaterThan(10 * curve[5].gap);
	});

	it('keeps signs, multiples and kept points', () => {
		const curve = granularityCurve(
			prepared({
				min: 0,
				multipleOf: 5,
				signs: [1, 0, 1, 1, 1, 0, 1],
				held: [null, null, null, -40, null, null, null]
			})
		);
		expect(curve.map(({ reach }) => reach)).toEqual([5, 10, 20, 50, 100]);
		for (const { card } of curve) {
			expect(card.points[3]).toBe(-40);
			const others = card.points.filter((_, j) => j !== 3);
			expect(others.every((points) => points >= 0 && points % 5 === 0)).toBe(true);
		}
	});

	it('leaves out ranges in which today’s points cannot stay as they have to', () => {
		const today = [12, -6, 4, 9, 0, -11, 2];
		const curve = granularityCurve(prepared({ today, maxChanged: 2 }));
		expect(curve.map(({ reach }) => reach)).toEqual([10, 20, 50, 100]);
		expect(curve.every(({ card }) => (card.changed ?? 9) <= 2)).toBe(true);
	});

	it('tells how far it is and can be ended', () => {
		const shares: number[] = [];
		const curve = granularityCurve(prepared(), {
			reaches: [3, 5, 10],
			onProgress: (share) => shares.push(share),
			shouldStop: () => shares.length === 2
		});
		expect(shares).toEqual([1 / 3, 2 / 3]);
		expect(curve).toHaveLength(2);
	});
});

describe('the card with the fewest edits', () => {
	it('is today’s where today’s is good enough', () => {
		const ready = prepared({ today: [12, -6, 4, 9, 0, -11, 2] });
		const best = given(bestCard(ready));
		const found = given(fewestEdits(ready, best.loss));
		expect(found.edits).toBe(0);
		expect(found.card.points).toEqual([12, -6, 4, 9, 0, -11, 2]);
		expect(found.costShare).toBeLessThan(0.05);
	});

	it('changes the one rule that is wrong', () => {
		const ready = prepared({ today: [12, -6, 4, -9, 0, -11, 2] });
		const best = given(bestCard(ready));
		const found = given(fewestEdits(ready, best.loss));
		expect(found.edits).toBe(1);
		expect(found.card.points.filter((_, j) => j !== 3)).toEqual([12, -6, 4, 0, -11, 2]);
		expect(found.card.points[3]).toBeGreaterThan(5);
	});

	it('has as few edits as any card that is good enough', () => {
		fc.assert(
			fc.property(
				smallDesigns(3),
				fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 }),
				(cells, points) => {
					const today = points.slice(0, cells.columns.length);
					const options = { min: -2, max: 2, today };
					const ready = prepareCard(cells, options);
					if (!ready.measured) return;
					const best = bestCard(ready);
					if (!best.measured) return;
					const found = fewestEdits(ready, best.loss);
					if (!found.measured) return expect(found.reason).toBe('nothing-explained');
					const limit = best.loss + 0.05 * (ready.nullLoss - best.loss);
					const edits = [...allowedCards(today.length, options)]
						.filter((card) => lossOf(cells, card) <= limit + 1e-6)
						.map((card) => card.filter((value, j) => value !== today[j]).length);
					expect(found.edits).toBe(Math.min(...edits));
				}
			),
			{ numRuns: 40 }
		);
	});

	it('needs today’s points, and something to explain', () => {
		const ready = prepared();
		expect(fewestEdits(ready, 100)).toMatchObject({ reason: 'no-points-today' });
		const known = prepared({ today: [1, 0, 0, 0, 0, 0, 0] });
		expect(fewestEdits(known, known.nullLoss)).toMatchObject({ reason: 'nothing-explained' });
	});
});

describe('alternative cards', () => {
	const best = { ...made([4, -2, 1], 100, 3), nullLoss: 200 };

	it('are within the loss that is allowed, with the fewest changes first', () => {
		const others = [
			made([4, -1, 2], 100.5, 3),
			made([5, 0, 1], 100.9, 1),
			made([5, -2, 1], 100.1, 1),
			made([0, 0, 1], 101.1, 0),
			made([5, 0, 2], 100.2, 2)
		];
		expect(alternativeCards(best, others).map(({ points }) => points)).toEqual([
			[5, 0, 1],
			[4, -1, 2]
		]);
		expect(alternativeCards(best, others, { within: 0.02 })[0].points).toEqual([0, 0, 1]);
		expect(alternativeCards(best, others, { most: 1 })).toHaveLength(1);
	});

	it('prefer few rules where today’s points are not known', () => {
		const others = [made([1, 1, 1], 100.1, null), made([3, 0, 0], 100.2, null)];
		expect(alternativeCards(best, others)[0].points).toEqual([3, 0, 0]);
	});

	it('come out of the search itself', () => {
		const ready = prepared({ min: -5, max: 5 });
		const card = given(bestCard(ready));
		const found = alternativeCards(card, card.others);
		expect(found.length).toBeGreaterThan(1);
		for (const { points, loss } of found) {
			expect(loss).toBeCloseTo(lossOf(design, points), 5);
			expect(loss).toBeGreaterThanOrEqual(card.loss);
		}
	});
});

function made(points: number[], loss: number, changed: number | null): WholeCard {
	const rules = points.filter((value) => value !== 0).length;
	return { points, intercept: 0, slope: 1, logLoss: loss, loss, rules, changed };
}

describe('the bootstrap of whole points', () => {
	const ready = prepared({ min: -10, max: 10 });
	const card = given(bestCard(ready));

	it('is sure of a strong rule’s sign and unsure of a weak one’s', () => {
		const found = given(pointsStability(ready, card, { draws: 300 }));
		expect(found).toMatchObject({ drawn: 300, stopped: false });
		const [strong, , , , none, , weak] = found.rules;
		expect(strong.signWrong).toBe(0);
		expect(strong.interval?.[0]).toBeGreaterThan(0);
		for (const { distribution } of found.rules) {
			expect(distribution.reduce((sum, { samples }) => sum + samples, 0)).toBe(300);
			expect(distribution.map(({ points }) => points)).toEqual(
				distribution.map(({ points }) => points).sort((a, b) => a - b)
			);
		}
		const spread = (interval: [number, number] | null) =>
			interval ? interval[1] - interval[0] : 0;
		expect(spread(weak.interval)).toBeGreaterThan(0);
		if (none.points !== 0) expect(none.signWrong).toBeGreaterThan(0);
	});

	it('spreads as far as the standard errors of the weights say', () => {
		const found = given(pointsStability(ready, card, { draws: 600, seed: 5 }));
		const { standardErrors } = fitLogistic(design);
		found.rules.forEach(({ distribution }, j) => {
			if (Math.abs(card.points[j]) === 10) return;
			const moment = (of: (points: number) => number) =>
				distribution.reduce((sum, { points, samples }) => sum + samples * of(points), 0) / 600;
			const mean = moment((points) => points);
			const variance = moment((points) => (points - mean) ** 2);
			const expected = (standardErrors[j + 1] / card.slope) ** 2 + 1 / 12;
			expect(Math.sqrt(variance / expected)).toBeGreaterThan(0.85);
			expect(Math.sqrt(variance / expected)).toBeLessThan(1.15);
		});
	});

	it('is the same for the same seed, however the samples are shared out', () => {
		const all = given(pointsStability(ready, card, { draws: 20, seed: 3 }));
		expect(pointsStability(ready, card, { draws: 20, seed: 3 })).toEqual(all);
		const parts = [0, 10].map((first) =>
			given(pointsStability(ready, card, { draws: 10, first, seed: 3 }))
		);
		const times = (rule: number, points: number) =>
			parts.reduce(
				(sum, { rules }) =>
					sum + (rules[rule].distribution.find((each) => each.points === points)?.samples ?? 0),
				0
			);
		all.rules.forEach(({ distribution }, rule) => {
			for (const { points, samples } of distribution) expect(times(rule, points)).toBe(samples);
		});
	});

	it('keeps to range, signs and held points', () => {
		const kept = prepared({
			min: -3,
			max: 3,
			held: [3, null, null, null, null, null, null],
			signs: [0, 0, 0, 0, 1, 0, 1]
		});
		const found = given(pointsStability(kept, given(bestCard(kept)), { draws: 50 }));
		expect(found.rules[0].distribution).toEqual([{ points: 3, samples: 50 }]);
		for (const { distribution } of found.rules) {
			expect(distribution.every(({ points }) => Math.abs(points) <= 3)).toBe(true);
		}
		expect(found.rules[4].distribution[0].points).toBeGreaterThanOrEqual(0);
	});

	it('tells how far it is and can be ended', () => {
		const shares: number[] = [];
		const found = given(
			pointsStability(ready, card, {
				draws: 10,
				onProgress: (share) => shares.push(share),
				shouldStop: () => shares.length === 3
			})
		);
		expect(found).toMatchObject({ drawn: 3, stopped: true });
		expect(shares).toEqual([0.1, 0.2, 0.3]);
	});

	it('is not measured for a card whose score does not rise with the odds', () => {
		expect(pointsStability(ready, { ...card, slope: 0 })).toMatchObject({ reason: 'no-slope' });
	});
});
