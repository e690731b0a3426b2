import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { adjustedLift } from '#lib/domain/evaluation/adjusted-lift.ts';
import { benjaminiHochberg } from '#lib/domain/intervals/benjamini-hochberg.ts';
import { lift } from '#lib/domain/evaluation/lift.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { nuisanceFields } from '#lib/domain/logistic/nuisance-fields.ts';
import { ruleSupport } from '#lib/domain/logistic/separation.ts';
import { expectClose } from '../../reference/close.ts';
import { cardOf, cellsOf } from '../logistic/cards.ts';

describe('a Wilson interval', () => {
	it('has R’s bounds: prop.test(7, 40), (0, 20), (20, 20), and (1, 1000) at 90 %', () => {
		expectClose(wilson(7, 40), [0.0874541374603592, 0.319499903317877], 1e-12);
		expectClose(wilson(0, 20), [0, 0.161125158052819], 1e-12);
		expectClose(wilson(20, 20), [0.838874841947181, 1], 1e-12);
		expectClose(wilson(1, 1000, 0.9), [0.00022312384391207, 0.00446972290936893], 1e-11);
	});

	it('is exact at the ends: 0 with no wins, 1 with only wins', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1e9 }), (leads) => {
				expect(wilson(0, leads)[0]).toBe(0);
				expect(wilson(leads, leads)[1]).toBe(1);
			})
		);
	});

	it('holds the rate, lies in 0..1, and turns over with wins and losses', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 5000 }),
				fc.integer({ min: 1, max: 5000 }),
				(wins, losses) => {
					const [lower, upper] = wilson(wins, wins + losses);
					const rate = wins / (wins + losses);
					expect(lower).toBeGreaterThanOrEqual(0);
					expect(lower).toBeLessThanOrEqual(rate);
					expect(upper).toBeGreaterThanOrEqual(rate);
					expect(upper).toBeLessThanOrEqual(1);
					expectClose(wilson(losses, wins + losses), [1 - upper, 1 - lower], 1e-9, 1e-3);
				}
			)
		);
	});

	it('needs leads', () => {
		expect(() => wilson(0, 0)).toThrow('wilson: 0 wins of 0 leads');
		expect(() => wilson(3, 2)).toThrow('wilson: 3 wins of 2 leads');
	});
});

describe('Benjamini-Hochberg', () => {
	it('has R’s p.adjust values', () => {
		expectClose(
			benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5, 0.2]),
			[0.03, 0.06, 0.06, 0.03, 0.5, 0.24],
			1e-12
		);
	});

	it('keeps the order, never lowers a p value, and stays at most 1', () => {
		const p = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.array(p, { maxLength: 20 }), (values) => {
				const adjusted = benjaminiHochberg(values);
				expect(adjusted).toHaveLength(values.length);
				adjusted.forEach((value, i) => {
					expect(value).toBeGreaterThanOrEqual(values[i]);
					expect(value).toBeLessThanOrEqual(1);
					values.forEach((other, j) => {
						if (values[i] < other) expect(value).toBeLessThanOrEqual(adjusted[j]);
					});
				});
			})
		);
	});

	it('leaves one test alone and refuses what is no p value', () => {
		expect(benjaminiHochberg([0.04])).toEqual([0.04]);
		expect(() => benjaminiHochberg([0.1, NaN])).toThrow('benjaminiHochberg: p value NaN');
	});
});

describe('lift', () => {
	it('is the win rate with / without, missing leads on neither side', () => {
		const cells = cellsOf([
			[[0], 90, 9],
			[[1], 10, 4],
			[[MISSING], 50, 50]
		]);
		expect(lift(ruleSupport(cells, 0))).toBeCloseTo(4, 12);
	});

	it('is nothing where one side is empty or the other never wins', () => {
		const of = (...rows: [number, number, number][]) =>
			lift(ruleSupport(cellsOf(rows.map(([state, n, k]) => [[state], n, k])), 0));
		expect(of([1, 10, 4])).toBe(null);
		expect(of([0, 10, 4])).toBe(null);
		expect(of([0, 10, 0], [1, 10, 4])).toBe(null);
		expect(of([0, 10, 4], [1, 10, 0])).toBe(0);
	});
});

describe('adjusted lift', () => {
	const card = cardOf([{ id: 'a' }, { id: 'b' }, { id: 'views', steps: 4 }]);
	const fitOn = (cells: ReturnType<typeof cellsOf>, rules: number[]) => {
		const design = designFromCells(cells, card, rules, nuisanceFields(cells, card, rules));
		const { coefficients } = fitLogistic(design);
		return { design, coefficients, logit: logits(design, coefficients) };
	};

	it('equals raw lift where the rule stands alone', () => {
		const cells = cellsOf([
			[[0, 0, 0], 90, 9],
			[[1, 0, 0], 10, 4]
		]);
		const { coefficients, logit } = fitOn(cells, [0]);
		expect(adjustedLift(cells, 0, logit, coefficients[1])).toBeCloseTo(4, 8);
	});

	it('takes away what a rule owes to another: b alone wins, a only comes with it', () => {
		// Win rates 0.1 without b and 0.4 with it, whatever a; a fires mostly together with b.
		const cells = cellsOf([
			[[0, 0, 0], 200, 20],
			[[1, 0, 0], 20, 2],
			[[0, 1, 0], 20, 8],
			[[1, 1, 0], 200, 80]
		]);
		const { coefficients, logit } = fitOn(cells, [0, 1]);
		expect(lift(ruleSupport(cells, 0))!).toBeGreaterThan(2.5);
		expect(adjustedLift(cells, 0, logit, coefficients[1])).toBeCloseTo(1, 6);
		expect(adjustedLift(cells, 1, logit, coefficients[2])).toBeCloseTo(4, 6);
	});

	it('leaves out leads on which the rule could not be evaluated', () => {
		const cells = cellsOf([
			[[0, 0, 0], 90, 9],
			[[1, 0, 0], 10, 4],
			[[MISSING, 0, 0], 500, 250]
		]);
		const { design, coefficients, logit } = fitOn(cells, [0]);
		expect(design.names).toEqual(['a', 'missing: a']);
		expect(adjustedLift(cells, 0, logit, coefficients[1])).toBeCloseTo(4, 8);
	});

	it('compares the mean number of steps where it fired with none', () => {
		const cells = cellsOf([
			[[0, 0, 0], 100, 10],
			[[0, 0, 1], 30, 6],
			[[0, 0, 3], 10, 5]
		]);
		const { coefficients, logit } = fitOn(cells, [2]);
		const rate = (steps: number) =>
			1 / (1 + Math.exp(-(coefficients[0] + steps * coefficients[1])));
		expect(adjustedLift(cells, 2, logit, coefficients[1])).toBeCloseTo(rate(1.5) / rate(0), 10);
	});

	it('needs the log-odds of the same cells', () => {
		const cells = cellsOf([[[0, 0, 0], 100, 10]]);
		expect(() => adjustedLift(cells, 0, new Float64Array(2), 1)).toThrow(
			'adjustedLift: 1 cells, 2 log-odds'
		);
	});

	it('is nothing for a rule that never fired', () => {
		const cells = cellsOf([
			[[0, 0, 0], 100, 10],
			[[0, 1, 0], 100, 30]
		]);
		const { coefficients, logit } = fitOn(cells, [1]);
		expect(adjustedLift(cells, 0, logit, coefficients[1])).toBe(null);
	});
});
