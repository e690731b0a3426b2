import { describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { crossCheckSample } from '#lib/domain/logistic/cross-check-sample.ts';
import { crossCheck } from '#lib/domain/logistic/cross-check.ts';
import { cardOf, cellsOf } from './cards.ts';

const card = cardOf([
	{ id: 'demo' },
	{ id: 'trial' },
	{ id: 'copy' },
	{ id: 'rare' },
	{ id: 'views', steps: 3 }
]);

/** Every combination of demo, trial and steps; `copy` says the same as demo, `rare` fires on three leads. */
const cells = cellsOf(
	[0, 1].flatMap((demo) =>
		[0, 1].flatMap((trial) =>
			[0, 1, 3, MISSING].map((views): [number[], number, number] => {
				const wins = 3 + 9 * demo + 5 * trial + 2 * (views === MISSING ? 0 : views);
				return [[demo, trial, demo, demo && trial && views === 3 ? 1 : 0, views], 40, wins];
			})
		)
	)
);

describe('the sample for the cross-check', () => {
	it('holds won and lost leads one by one, with rules that have both outcomes on both sides', () => {
		const sample = crossCheckSample(cells, card, [0, 1, 2, 3, 4]);
		if (!sample.measured) throw new Error(sample.reason);
		expect([...sample.won].filter((won) => won === 1)).toHaveLength(100);
		expect(sample.won).toHaveLength(200);
		expect(sample.names).toEqual(expect.arrayContaining(['trial', 'views']));
		expect(sample.names.filter((name) => name === 'demo' || name === 'copy')).toHaveLength(1);
		expect(sample.columns.map((column) => column.length)).toEqual(sample.names.map(() => 200));
	});

	it('is the same for the same seed and another for another', () => {
		const draw = (seed: number) => crossCheckSample(cells, card, [0, 1, 4], { seed });
		expect(draw(7)).toEqual(draw(7));
		expect(draw(7)).not.toEqual(draw(8));
	});

	it('never draws a lead twice', () => {
		const few = cellsOf([
			[[0, 0, 0, 0, 0], 12, 6],
			[[1, 0, 1, 0, 0], 12, 6]
		]);
		const sample = crossCheckSample(few, card, [0]);
		expect(sample).toMatchObject({ measured: true, names: ['demo'] });
		if (sample.measured) {
			expect(sample.won).toHaveLength(24);
			expect(sample.columns[0].reduce((sum, value) => sum + value, 0)).toBe(12);
		}
	});

	it('says why there is none: few wins, few losses, no rule with enough of both', () => {
		expect(crossCheckSample(cellsOf([[[0, 0, 0, 0, 0], 50, 3]]), card, [0])).toMatchObject({
			reason: 'few-wins',
			params: { wins: 3, needed: 10 }
		});
		expect(crossCheckSample(cellsOf([[[0, 0, 0, 0, 0], 50, 48]]), card, [0])).toMatchObject({
			reason: 'few-losses'
		});
		expect(crossCheckSample(cells, card, [3], { fewestOnEachSide: 90 })).toMatchObject({
			reason: 'no-supported-rule'
		});
	});
});

describe('the cross-check by another program', () => {
	it('finds the same probabilities and weights to at least six decimals', () => {
		const sample = crossCheckSample(cells, card, [0, 1, 4]);
		if (!sample.measured) throw new Error(sample.reason);
		const check = crossCheck(sample);
		if (!check.measured) throw new Error(check.reason);
		expect(check.leads).toBe(200);
		expect(check.terms).toEqual(['(intercept)', ...sample.names]);
		expect(check.largestProbabilityDifference).toBeLessThan(1e-6);
		expect(check.largestWeightDifference).toBeLessThan(1e-6);
	});

	it('does not claim to have measured a separated sample', () => {
		const won = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 1 : 0));
		expect(crossCheck({ names: ['x'], columns: [won.slice()], won })).toMatchObject({
			measured: false,
			reason: 'separated'
		});
	});

	it('does not claim to have measured where the other program has not settled', () => {
		// Two terms on scales a thousand times apart: plain gradient steps crawl.
		const length = 60;
		const won = Float64Array.from({ length }, (_, i) => (i % 3 === 0 || i % 7 === 0 ? 1 : 0));
		const large = Float64Array.from({ length }, (_, i) => 1000 + 10 * i);
		expect(crossCheck({ names: ['large'], columns: [large], won })).toMatchObject({
			measured: false,
			reason: 'not-settled'
		});
	});
});
