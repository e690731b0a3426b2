import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, pointsAxis } from '#lib/ui/forest/axis.ts';

const rule = (
	points: number,
	calibratedPoints: number | null,
	pointsCi: [number, number] | null
) => ({
	points,
	calibratedPoints,
	pointsCi
});

describe('the points axis of a forest table', () => {
	it('holds all points, ends on round numbers and marks zero', () => {
		const axis = pointsAxis([rule(30, 41, [34, 48]), rule(-10, -11, [-16, -6])]);
		expect(axis).toEqual({ from: -20, to: 60, ticks: [-20, 0, 20, 40, 60] });
	});

	it('is not squeezed by one hopelessly wide interval', () => {
		const axis = pointsAxis([rule(20, 18, [-900, 900])]);
		expect(axis.to - axis.from).toBeLessThanOrEqual(50);
		expect(place(axis, 900)).toBe(100);
		expect(place(axis, -900)).toBe(0);
	});

	it('stands for no rules and for a rule without points', () => {
		for (const axis of [pointsAxis([]), pointsAxis([rule(0, null, null)])]) {
			expect(axis.to).toBeGreaterThan(axis.from);
			expect(axis.ticks).toContain(0);
		}
	});

	it('keeps every value on it, in order, whatever the card', () => {
		const points = fc.integer({ min: -10_000, max: 10_000 });
		fc.assert(
			fc.property(fc.array(fc.tuple(points, points), { minLength: 1 }), (pairs) => {
				const axis = pointsAxis(pairs.map(([a, b]) => rule(a, b, null)));
				const values = pairs.flat().sort((a, b) => a - b);
				expect(axis.from).toBeLessThanOrEqual(values[0]);
				expect(axis.to).toBeGreaterThanOrEqual(values[values.length - 1]);
				expect(axis.ticks.length).toBeLessThanOrEqual(8);
				const places = values.map((value) => place(axis, value));
				expect(places).toEqual(places.toSorted((a, b) => a - b));
			})
		);
	});
});
