import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { pointsScale } from '#lib/domain/points/points-scale.ts';
import { roundPoints } from '#lib/domain/points/round-points.ts';

const wide = { min: -100, max: 100 };

describe('whole points', () => {
	it('are the nearest, halves away from 0, and never minus 0', () => {
		const today = [0, 0, 0, 0, 0, 0];
		const { points } = roundPoints([2.5, -2.5, 2.4999, -0.4, 0.5, -7.6], today, wide);
		expect(points).toEqual([3, -3, 2, 0, 1, -8]);
		expect(Object.is(points[3], 0)).toBe(true);
	});

	it('stay in the range, and say how many had to be cut', () => {
		expect(roundPoints([41.5, -30, 40.4], [1, 1, 1], { min: -10, max: 40 })).toEqual({
			points: [40, -10, 40],
			clipped: 2
		});
	});

	it('are today’s where a rule got no weight, also outside the range', () => {
		expect(roundPoints([null, null], [75, 5], { min: 0, max: 40 })).toEqual({
			points: [75, 5],
			clipped: 0
		});
	});

	it('are whole, in range and at most half a point from the estimate unless cut', () => {
		fc.assert(
			fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (estimate) => {
				const { points, clipped } = roundPoints([estimate], [0], wide);
				expect(Number.isInteger(points[0])).toBe(true);
				expect(Math.abs(points[0])).toBeLessThanOrEqual(100);
				if (clipped === 0) expect(Math.abs(points[0] - estimate)).toBeLessThanOrEqual(0.5);
			})
		);
	});

	it('need a range of whole numbers and an estimate that is a number', () => {
		expect(() => roundPoints([1], [1], { min: 5, max: 4 })).toThrow('roundPoints: range 5 to 4');
		expect(() => roundPoints([1], [1], { min: 0.5, max: 4 })).toThrow(
			'roundPoints: range 0.5 to 4'
		);
		expect(() => roundPoints([NaN], [1], wide)).toThrow('roundPoints: estimate NaN');
		expect(() => roundPoints([1], [], wide)).toThrow('roundPoints: 1 estimates, 0 points');
	});
});

describe('what one point means', () => {
	it('is today’s slope where its interval stays above 0', () => {
		expect(pointsScale({ value: 0.07, ci: [0.05, 0.09] }, [1, -2], wide)).toEqual({
			kind: 'today',
			slope: 0.07,
			slopeCi: [0.05, 0.09],
			logOddsPerPoint: 0.07
		});
	});

	it('is otherwise the unit at which every weight fits the range and one fills it', () => {
		const range = { min: -10, max: 50 };
		const flat = { value: 0.01, ci: [-0.01, 0.03] as [number, number] };
		expect(pointsScale(flat, [1, -0.5], range)).toMatchObject({
			kind: 'range',
			logOddsPerPoint: 0.05
		});
		expect(pointsScale(null, [1, 0.5], range)).toMatchObject({
			kind: 'range',
			slope: null,
			logOddsPerPoint: 0.02
		});
	});

	it('is nothing without weights, or in a range without room', () => {
		expect(pointsScale(null, [], wide).kind).toBe('none');
		expect(pointsScale(null, [-1], { min: 0, max: 10 })).toMatchObject({
			kind: 'none',
			logOddsPerPoint: null
		});
	});
});
