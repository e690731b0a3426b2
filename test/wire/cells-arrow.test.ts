import { describe, expect, it } from 'vitest';
import { decodeCells, encodeCells } from '#lib/wire/cells-arrow.ts';
import { drawCells } from '../domain/calibration/made-up-leads.ts';

describe('cells as Arrow', () => {
	it('come out as they went in, missing states and counts beyond 32 bits among them', () => {
		const planted = [
			{ share: 0.3, weight: 1, points: 5, missing: 0.2 },
			{ share: 0.4, weight: 0.5, points: 20 }
		];
		const cells = drawCells(planted, 2000, -1, 4);
		cells.n[0] = 2 ** 33 + 1;
		expect(decodeCells(encodeCells(cells))).toEqual(cells);
	});

	it('come out with what their states are worth', () => {
		const cells = drawCells([{ share: 0.3, weight: 1, points: 5 }], 50, -1, 4);
		const worn = { ...cells, values: [Float64Array.of(0, 1 / 3, 0.1 + 0.2)] };
		expect(decodeCells(encodeCells(worn))).toEqual(worn);
	});

	it('come out empty where there are none', () => {
		const none = drawCells([{ share: 0.3, weight: 1, points: 5 }], 0, -1, 4);
		expect(decodeCells(encodeCells(none)).length).toBe(0);
	});

	it('say what is wrong with bytes that are none', () => {
		expect(() => decodeCells(encodeCells({ ...drawCells([], 5, 0, 1) }).slice(0, 20))).toThrow();
	});
});
