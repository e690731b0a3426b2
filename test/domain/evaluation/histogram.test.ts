import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { histogram } from '#lib/domain/evaluation/histogram.ts';
import { scoredCells } from './scores.ts';

const of = (...score: number[]) =>
	histogram(
		collapseScores(
			Float64Array.from(score),
			new Float64Array(score.length).fill(2),
			new Float64Array(score.length).fill(1)
		)
	);

describe('the histogram of a score', () => {
	it('has one bin a point where a card spans up to 60 points', () => {
		const bins = of(-3, 0, 56);
		expect(bins).toHaveLength(60);
		expect([bins[0], bins[3], bins[59]]).toEqual([
			{ from: -3, to: -2, won: 1, lost: 1 },
			{ from: 0, to: 1, won: 1, lost: 1 },
			{ from: 56, to: 57, won: 1, lost: 1 }
		]);
		expect(bins[1]).toEqual({ from: -2, to: -1, won: 0, lost: 0 });
	});

	it('takes 2, 5, 10, 20… points a bin for a wider card', () => {
		expect(of(0, 60)[0]).toMatchObject({ from: 0, to: 2 });
		expect(of(0, 250)[0]).toMatchObject({ from: 0, to: 5 });
		expect(of(-7, 590)[0]).toMatchObject({ from: -20, to: 0 });
	});

	it('has readable edges for probabilities too', () => {
		const bins = of(0.01, 0.149, 0.15, 0.97);
		expect(bins[0].from).toBe(0);
		expect(bins.map(({ from }) => from)).toContain(0.14);
		expect(bins.length).toBeLessThanOrEqual(60);
		expect(bins.find(({ from }) => from === 0.14)).toMatchObject({ won: 2, to: 0.16 });
	});

	it('has one bin for one score, and none for none', () => {
		expect(of(7)).toEqual([{ from: 7, to: 8, won: 1, lost: 1 }]);
		expect(of(0)).toEqual([{ from: 0, to: 1, won: 1, lost: 1 }]);
		expect(of()).toEqual([]);
	});

	it('holds every lead once, in bins without gaps, at most 60', () => {
		fc.assert(
			fc.property(scoredCells(), fc.constantFrom(1, 17, 0.013, 1e6), (cells, times) => {
				const score = cells.score.map((value) => value * times);
				const groups = collapseScores(score, cells.n, cells.k);
				const bins = histogram(groups);
				const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
				expect(bins.length).toBeLessThanOrEqual(60);
				expect(bins.reduce((sum, { won }) => sum + won, 0)).toBe(total(cells.k));
				expect(bins.reduce((sum, { won, lost }) => sum + won + lost, 0)).toBe(total(cells.n));
				bins.slice(1).forEach(({ from }, i) => expect(from).toBe(bins[i].to));
				expect(bins[0].from).toBeLessThanOrEqual(groups.score[0]);
				expect(bins.at(-1)!.to).toBeGreaterThan(groups.score.at(-1)!);
				if (times === 17) expect(bins.every(({ from }) => Number.isInteger(from))).toBe(true);
			})
		);
	});
});
