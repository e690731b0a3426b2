import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { clusterCovariance, clusterScores } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { dropTermTests } from '#lib/domain/logistic/drop-term-tests.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import {
	scaleCoefficients,
	scaleDesign,
	scaleMap,
	unscaleFit
} from '#lib/domain/logistic/scale-design.ts';
import { varianceInflation } from '#lib/domain/logistic/variance-inflation.ts';
import { expectClose } from '../../reference/close.ts';
import { overlappingDesign, rowsOf } from './designs.ts';

describe('errors that hold where leads of one account are alike', () => {
	it('are those of the account sums, by hand for a rate', () => {
		// Ten accounts of 4 leads at rate 1/2: five won all, five lost all. Score sums are +2 and -2.
		const design = { names: [], columns: [], n: Float64Array.of(40), k: Float64Array.of(20) };
		const accounts = [...Array(10).keys()];
		const scores = clusterScores(design, [0], {
			cluster: accounts,
			cell: accounts.map(() => 0),
			n: accounts.map(() => 4),
			k: accounts.map((a) => (a < 5 ? 4 : 0))
		});
		expect(scores.map(([score]) => score)).toEqual([2, 2, 2, 2, 2, -2, -2, -2, -2, -2]);
		// V = 1 / (40 / 4) = 0.1; V (10 x 4) V = 0.4; times 10 / 9.
		const found = clusterCovariance([[0.1]], scores);
		if (!found.measured) throw new Error(found.reason);
		expectClose([found.covariance[0][0], found.standardErrors[0]], [4 / 9, 2 / 3], 1e-12);
		expect(found.clusters).toBe(10);
	});

	it('do not depend on the order or the splitting of entries', () => {
		const design: Design = {
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(6, 6),
			k: Float64Array.of(2, 4)
		};
		const together = clusterScores(design, [-0.5, 1], {
			cluster: [0, 1],
			cell: [0, 1],
			n: [6, 6],
			k: [2, 4]
		});
		const apart = clusterScores(design, [-0.5, 1], {
			cluster: [1, 0, 1, 0],
			cell: [1, 0, 1, 0],
			n: [2, 3, 4, 3],
			k: [2, 0, 2, 2]
		});
		together.forEach((score, a) => expectClose(apart[a], score, 1e-12, 1));
	});

	it('are not measured with hardly more accounts than coefficients', () => {
		const scores = [Float64Array.of(1, 0), Float64Array.of(-1, 0)];
		expect(
			clusterCovariance(
				[
					[1, 0],
					[0, 1]
				],
				scores
			)
		).toEqual({
			measured: false,
			reason: 'few-accounts',
			params: { accounts: 2, needed: 3 }
		});
	});

	it('are refused for entries that name no cell or do not fit', () => {
		const design = { names: [], columns: [], n: Float64Array.of(1), k: Float64Array.of(1) };
		expect(() => clusterScores(design, [0], { cluster: [0], cell: [1], n: [1], k: [1] })).toThrow(
			'there is no cell 1'
		);
		expect(() => clusterScores(design, [0], { cluster: [0], cell: [0], n: [1], k: [] })).toThrow(
			'lengths 1, 1, 1, 0'
		);
		const three = [1, 2, 3].map(() => Float64Array.of(1));
		expect(() =>
			clusterCovariance(
				[
					[1, 0],
					[0, 1]
				],
				three
			)
		).toThrow('2 coefficients, 1 scores');
	});
});

describe('variance inflation', () => {
	it('is 1 / (1 - r²) for two terms, by hand', () => {
		const covariance = [
			[9, 0, 0],
			[0, 4, 1.2],
			[0, 1.2, 1]
		];
		const terms = [
			{ name: 'a', coefficients: [1] },
			{ name: 'b', coefficients: [2] }
		];
		const wanted = 1 / (1 - 0.36);
		expectClose(
			varianceInflation(covariance, terms).map(({ gvif }) => gvif),
			[wanted, wanted],
			1e-12
		);
		expectClose(
			varianceInflation(covariance, terms).map(({ perDf }) => perDf),
			[1.25, 1.25],
			1e-12
		);
	});

	it('is 1 for a term that is alone, of any number of columns', () => {
		const covariance = [
			[1, 0, 0],
			[0, 2, 0.5],
			[0, 0.5, 1]
		];
		const [alone] = varianceInflation(covariance, [{ name: 'size', coefficients: [1, 2] }]);
		expectClose([alone.gvif, alone.perDf], [1, 1], 1e-12);
		expect(alone.df).toBe(2);
		const singular = [
			[1, 0, 0],
			[0, 1, 1],
			[0, 1, 1]
		];
		expect(() => varianceInflation(singular, [{ name: 'x', coefficients: [1, 2] }])).toThrow(
			'singular'
		);
	});
});

describe('leaving a term out', () => {
	const design: Design = {
		names: ['a', 'b'],
		columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
		n: Float64Array.of(50, 50, 50, 50),
		k: Float64Array.of(10, 20, 15, 30)
	};

	it('costs twice the log likelihood it brought, on as many degrees of freedom as it has columns', () => {
		const { logLikelihood } = fitLogistic(design);
		const without = fitLogistic({ ...design, names: ['b'], columns: [design.columns[1]] });
		const null_ = fitLogistic({ ...design, names: [], columns: [] });
		const [a, both] = dropTermTests(
			design,
			[
				{ name: 'a', columns: [0] },
				{ name: 'both', columns: [0, 1] }
			],
			logLikelihood
		);
		expect(a).toMatchObject({ name: 'a', measured: true, df: 1 });
		expect(both).toMatchObject({ name: 'both', measured: true, df: 2 });
		if (!a.measured || !both.measured) return;
		expectClose(
			[a.chiSquare, both.chiSquare],
			[2 * (logLikelihood - without.logLikelihood), 2 * (logLikelihood - null_.logLikelihood)],
			1e-10
		);
	});

	it('tests nothing where the other terms can replace it', () => {
		const doubled = {
			...design,
			names: ['a', 'b', 'a again'],
			columns: [...design.columns, design.columns[0]]
		};
		const [first] = dropTermTests(
			doubled,
			[{ name: 'a', columns: [0] }],
			fitLogistic(design).logLikelihood
		);
		expect(first).toMatchObject({ measured: false, reason: 'nothing-to-test' });
	});
});

describe('scaled columns', () => {
	it('give back the fit of the columns as they were', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.constantFrom(0.001, 1, 1000),
				fc.constantFrom(0, -7, 40),
				(cells, unit, origin) => {
					const design = rowsOf(cells);
					design.columns[2] = design.columns[2].map((value) => value * 1.37 * unit + origin * unit);
					const { design: scaled, scale } = scaleDesign(design);
					const fit = unscaleFit(fitLogistic(scaled), scale);
					const plain = fitLogistic(design);
					expectClose(fit.coefficients, plain.coefficients, 1e-7, 1);
					expectClose(fit.standardErrors, plain.standardErrors, 1e-6);
					const back = scaleMap(scale).map((row) => {
						const scaledBack = scaleCoefficients(fit.coefficients, scale);
						return row.reduce((sum, value, j) => sum + value * scaledBack[j], 0);
					});
					expectClose(back, fit.coefficients, 1e-9, 1);
				}
			),
			{ numRuns: 30 }
		);
	});

	it('leave rules and steps alone, and constants harmless', () => {
		const n = Float64Array.of(1, 1, 1, 0);
		const columns = [
			Float64Array.of(0, 1, 1, 9.5),
			Float64Array.of(0, 3, 20, 0),
			Float64Array.of(0.1, 0.1, 0.1, 5)
		];
		const { design, scale } = scaleDesign({ names: ['rule', 'steps', 'same'], columns, n, k: n });
		expect(design.columns[0]).toBe(columns[0]);
		expect(design.columns[1]).toBe(columns[1]);
		expect(scale.slice(0, 2)).toEqual(Array(2).fill({ centre: 0, unit: 1 }));
		expect(
			design.columns[2].slice(0, 3).every((value) => Math.abs(value - design.columns[2][0]) < 1e-12)
		).toBe(true);
	});
});
