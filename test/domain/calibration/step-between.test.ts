import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { stepBetween } from '#lib/domain/calibration/step-between.ts';
import { cardOf, contextOf, drawCells } from './made-up-leads.ts';

describe('the progress of a part', () => {
	it('is that of the whole, told in hundredths', () => {
		const told: number[] = [];
		const step = stepBetween((share) => told.push(share), 0.2, 0.6);
		for (let i = 0; i <= 1000; i++) step(i / 1000);
		expect(told[0]).toBe(0.2);
		expect(told[told.length - 1]).toBeCloseTo(0.6, 12);
		expect(told.length).toBeLessThan(45);
		expect(told).toEqual([...told].sort((a, b) => a - b));
	});

	it('never goes back while a card is calibrated, and ends at 1', () => {
		const planted = [
			{ share: 0.3, weight: 1, points: 20 },
			{ share: 0.4, weight: 0.5, points: 10 }
		];
		const cells = drawCells(planted, 2000, -1, 3);
		const told: number[] = [];
		calibrate(cells, cardOf(planted), contextOf(cells), {
			min: -50,
			max: 50,
			onStep: (share) => told.push(share)
		});
		expect(told.length).toBeGreaterThan(10);
		expect(told).toEqual([...told].sort((a, b) => a - b));
		expect(told[told.length - 1]).toBe(1);
	});
});
