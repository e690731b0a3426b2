import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '#lib/domain/logistic/chi-square-upper-tail.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { likelihoodRatioTest } from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { normalInterval, normalReach } from '#lib/domain/intervals/normal-interval.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import { expectClose } from '../../reference/close.ts';

describe('a Wald interval', () => {
	it('reaches 1.96 standard errors at 95 % and 2.58 at 99 %', () => {
		expectClose([normalReach(), normalReach(0.99)], [1.95996398454005, 2.5758293035489], 1e-12);
		expectClose(normalInterval(1, 0.5), [0.0200180077299728, 1.97998199227003], 1e-12);
		expect(normalInterval(3, 0)).toEqual([3, 3]);
	});

	it('refuses a level or an error that makes no sense', () => {
		expect(() => normalInterval(0, -1)).toThrow('normalInterval: standard error -1');
		expect(() => normalInterval(0, NaN)).toThrow('normalInterval: standard error NaN');
		expect(() => normalReach(95)).toThrow('normalReach: level 95');
	});

	it('is not given for a fit that ran off', () => {
		const fit = fitLogistic({
			names: [],
			columns: [],
			n: Float64Array.of(5),
			k: Float64Array.of(0)
		});
		expect(() => wald(fit)).toThrow('wald: the fit did not converge');
	});
});

describe('a p value', () => {
	it('keeps its digits far out, as in R: 2 pnorm(-10), 2 pnorm(-37)', () => {
		expectClose(
			[twoSidedP(10), twoSidedP(-10)],
			[1.52397060483211e-23, 1.52397060483211e-23],
			1e-12
		);
		expectClose([twoSidedP(37)], [1.14511424450492e-299], 1e-11);
		expect(twoSidedP(0)).toBe(1);
		expect(() => twoSidedP(NaN)).toThrow('twoSidedP: z is NaN');
	});

	it('of a chi-square equals 1 - cdf where that has digits', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 40, noNaN: true }),
				fc.integer({ min: 1, max: 60 }),
				(x, df) => {
					expect(chiSquareUpperTail(x, df)).toBeCloseTo(1 - chiSquareCdf(x, df), 10);
				}
			)
		);
	});

	it('of a chi-square keeps its digits far out, at 1, 2 and 7 degrees of freedom', () => {
		// R: pchisq(c(100, 100, 100), c(1, 2, 7), lower.tail = FALSE)
		expectClose(
			[1, 2, 7].map((df) => chiSquareUpperTail(100, df)),
			[1.52397060483211e-23, 1.92874984796392e-22, 1.07879796717029e-18],
			1e-11
		);
		expect(chiSquareUpperTail(1e7, 400)).toBe(0);
	});

	it('of a chi-square needs whole degrees of freedom', () => {
		expect(() => chiSquareUpperTail(1, 0)).toThrow('chiSquareUpperTail: df 0');
		expect(() => chiSquareUpperTail(1, 1.5)).toThrow('chiSquareUpperTail: df 1.5');
		expect(() => chiSquareUpperTail(-1, 1)).toThrow('chiSquareUpperTail: x -1');
	});
});

describe('a likelihood-ratio test', () => {
	it('doubles the log likelihood gained', () => {
		const test = likelihoodRatioTest(-101.5835584584675, -99.4960108546295, 7);
		expect(test).toMatchObject({ measured: true, df: 7 });
		if (test.measured)
			expectClose([test.chiSquare, test.p], [4.175095207676, 0.759403500425911], 1e-9);
	});

	it('tests nothing where no rank is gained', () => {
		expect(likelihoodRatioTest(-10, -10, 0)).toMatchObject({
			measured: false,
			reason: 'nothing-to-test'
		});
	});

	it('takes a shortfall of rounding size as none, a clear one as a mistake', () => {
		expect(likelihoodRatioTest(-10, -10 - 1e-9, 2)).toMatchObject({ chiSquare: 0, p: 1 });
		expect(() => likelihoodRatioTest(-10, -11, 2)).toThrow('the models are not nested');
	});
});
