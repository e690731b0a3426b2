import { describe, expect, it } from 'vitest';
import { bootstrapWeights } from '#lib/domain/logistic/bootstrap-weights.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { drawPoisson } from '#lib/domain/draw-poisson.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { resampleAccounts, resampleCells } from '#lib/domain/logistic/resample-cells.ts';
import { stirlingError } from '#lib/domain/stirling-error.ts';
import { random } from '#lib/domain/random.ts';

const sum = (column: ArrayLike<number>) =>
	Array.from(column).reduce((total, value) => total + value, 0);
const mean = (values: ArrayLike<number>) => sum(values) / values.length;
const deviation = (values: ArrayLike<number>) => {
	const middle = mean(values);
	return Math.sqrt(mean(Array.from(values, (value) => (value - middle) ** 2)));
};

/** Chi-square distance of counts from expected ones, in standard deviations above its mean; rare values together. */
function surprise(drawn: number[], probabilityOf: (value: number) => number): number {
	const counts = new Map<number, number>();
	for (const value of drawn) counts.set(value, (counts.get(value) ?? 0) + 1);
	let [chiSquare, bins, restFound, restExpected] = [0, 0, drawn.length, drawn.length];
	for (const [value, found] of counts) {
		const expected = probabilityOf(value) * drawn.length;
		if (expected < 20) continue;
		chiSquare += (found - expected) ** 2 / expected;
		bins++;
		restFound -= found;
		restExpected -= expected;
	}
	if (restExpected > 5) chiSquare += (restFound - restExpected) ** 2 / restExpected;
	return (chiSquare - bins) / Math.sqrt(2 * bins);
}

function logFactorial(k: number): number {
	let total = 0;
	for (let i = 2; i <= k; i++) total += Math.log(i);
	return total;
}

describe('random numbers of wins', () => {
	it.each([
		[5, 0.3],
		[40, 0.02],
		[40, 0.97],
		[60, 0.4],
		[1000, 0.5],
		[3000, 0.01]
	])('are binomial: %i leads at rate %f', (trials, p) => {
		const next = random(5);
		const drawn = Array.from({ length: 40_000 }, () => drawBinomial(next, trials, p));
		const probabilityOf = (k: number) =>
			Math.exp(
				logFactorial(trials) -
					logFactorial(k) -
					logFactorial(trials - k) +
					k * Math.log(p) +
					(trials - k) * Math.log1p(-p)
			);
		expect(surprise(drawn, probabilityOf)).toBeLessThan(4);
		expect(mean(drawn)).toBeCloseTo(
			trials * p,
			-Math.log10(4 * Math.sqrt((trials * p * (1 - p)) / 40_000)) - 0.4
		);
	});

	it.each([0.2, 3, 9.9, 10.1, 80, 2500])('are Poisson: %f expected', (expected) => {
		const next = random(6);
		const drawn = Array.from({ length: 40_000 }, () => drawPoisson(next, expected));
		const probabilityOf = (k: number) =>
			Math.exp(k * Math.log(expected) - expected - logFactorial(k));
		expect(surprise(drawn, probabilityOf)).toBeLessThan(4);
	});

	it('are certain where nothing is open, and refused where nothing makes sense', () => {
		const next = random(1);
		expect([
			drawBinomial(next, 0, 0.5),
			drawBinomial(next, 7, 0),
			drawBinomial(next, 7, 1)
		]).toEqual([0, 0, 7]);
		expect(drawPoisson(next, 0)).toBe(0);
		expect(() => drawBinomial(next, 1.5, 0.5)).toThrow('drawBinomial: 1.5 trials');
		expect(() => drawBinomial(next, 2, NaN)).toThrow('p NaN');
		expect(() => drawPoisson(next, -1)).toThrow('drawPoisson: mean -1');
		expect(() => drawPoisson(next, Infinity)).toThrow('drawPoisson: mean Infinity');
	});

	it('stand on Stirling’s formula with what it misses', () => {
		for (const k of [0, 1, 5, 9, 10, 11, 30, 170]) {
			const formula = (k + 0.5) * Math.log(k + 1) - (k + 1) + Math.log(2 * Math.PI) / 2;
			expect(formula + stirlingError(k)).toBeCloseTo(logFactorial(k), 9);
		}
	});
});

describe('a bootstrap sample of cells', () => {
	const cells = { n: Float64Array.of(300, 40, 0, 7), k: Float64Array.of(30, 25, 0, 7) };

	it('has as many leads as there are, in the same cells, won only where leads were won', () => {
		const next = random(3);
		for (let draw = 0; draw < 50; draw++) {
			const { n, k } = resampleCells(cells, next, 'multinomial');
			expect(sum(n)).toBe(347);
			expect(n[2]).toBe(0);
			expect(k[3]).toBe(n[3]);
			n.forEach((leads, c) => expect(k[c]).toBeLessThanOrEqual(leads));
		}
	});

	it.each(['multinomial', 'poisson'] as const)(
		'has the mean and spread that drawing leads has: %s',
		(kind) => {
			const next = random(4);
			const draws = Array.from({ length: 4000 }, () => resampleCells(cells, next, kind));
			cells.k.forEach((wins, c) => {
				const drawn = draws.map(({ k }) => k[c]);
				const share = kind === 'multinomial' ? 1 - wins / 347 : 1;
				const spread = Math.sqrt(wins * share);
				expect(Math.abs(mean(drawn) - wins)).toBeLessThanOrEqual((4 * spread) / Math.sqrt(4000));
				expect(Math.abs(deviation(drawn) - spread)).toBeLessThanOrEqual(
					(4 * spread) / Math.sqrt(2 * 4000)
				);
			});
		}
	);

	it('draws fractional leads only by Poisson', () => {
		const half = { n: Float64Array.of(1.5, 2), k: Float64Array.of(0.5, 1) };
		expect(() => resampleCells(half, random(1), 'multinomial')).toThrow('3.5 leads');
		expect(sum(resampleCells(half, random(1), 'poisson').n) % 1).toBe(0);
	});

	it('keeps the leads of an account together', () => {
		const accounts = { cluster: [0, 0, 1], cell: [0, 1, 1], n: [5, 2, 3], k: [1, 2, 0] };
		const next = random(9);
		for (let draw = 0; draw < 30; draw++) {
			const { n, k } = resampleAccounts(accounts, 3, next, 'multinomial');
			const times = n[0] / 5;
			expect([...n]).toEqual([5 * times, 2 * times + 3 * (2 - times), 0]);
			expect([...k]).toEqual([times, 2 * times, 0]);
		}
	});
});

describe('bootstrapped weights', () => {
	const design: Design = {
		names: ['demo', 'steps'],
		columns: [Float64Array.of(0, 1, 0, 1, 0, 1), Float64Array.of(0, 0, 1, 1, 2, 2)],
		n: Float64Array.of(400, 90, 200, 60, 50, 30),
		k: Float64Array.of(40, 20, 35, 21, 12, 15)
	};
	const fit = fitLogistic(design);

	it('spread as the standard errors say', () => {
		for (const kind of ['multinomial', 'poisson'] as const) {
			const found = bootstrapWeights(design, fit.coefficients, { draws: 1500, seed: 2, kind });
			expect(found).toMatchObject({ drawn: 1500, unfitted: 0, stopped: false, names: fit.names });
			found.weights.forEach((weights, j) => {
				expect(deviation(weights) / fit.standardErrors[j]).toBeCloseTo(1, 0.9);
				expect(Math.abs(mean(weights) - fit.coefficients[j])).toBeLessThan(
					fit.standardErrors[j] / 8
				);
			});
		}
	});

	it('are fits of their samples, the same wherever they are drawn', () => {
		const all = bootstrapWeights(design, fit.coefficients, { draws: 20, seed: 7 });
		const second = bootstrapWeights(design, fit.coefficients, { draws: 10, first: 10, seed: 7 });
		expect(second.weights.map((weights) => [...weights])).toEqual(
			all.weights.map((weights) => [...weights.slice(10)])
		);
		const other = bootstrapWeights(design, fit.coefficients, { draws: 20, seed: 8 });
		expect([...other.weights[0]]).not.toEqual([...all.weights[0]]);
	});

	it('carry the penalty of the fit', () => {
		const { coefficients } = fitRidge(design, { strength: 1e9 });
		const { weights } = bootstrapWeights(design, coefficients, {
			draws: 20,
			ridge: { strength: 1e9 }
		});
		expect(Math.max(...weights[1].map(Math.abs))).toBeLessThan(1e-5);
	});

	it('spread more where leads come by account', () => {
		// Accounts of 20 leads, all won or all lost: as good as one lead each.
		const one = { names: [], columns: [], n: Float64Array.of(800), k: Float64Array.of(200) };
		const each = Array.from({ length: 40 }, (_, i) => i);
		const accounts = {
			cluster: each,
			cell: each.map(() => 0),
			n: each.map(() => 20),
			k: each.map((i) => (i < 10 ? 20 : 0))
		};
		const rate = fitLogistic(one).coefficients;
		const [byLead, byAccount] = [undefined, accounts].map((option) =>
			bootstrapWeights(one, rate, { draws: 1000, accounts: option })
		);
		expect(deviation(byAccount.weights[0]) / deviation(byLead.weights[0])).toBeCloseTo(
			Math.sqrt(20),
			0
		);
	});

	it('count the samples that have no fit', () => {
		const rare = {
			...design,
			n: Float64Array.of(400, 0, 0, 2, 0, 2),
			k: Float64Array.of(40, 0, 0, 1, 0, 1)
		};
		const alone = { ...rare, names: ['demo'], columns: [design.columns[0]] };
		const found = bootstrapWeights(alone, fitLogistic(alone).coefficients, { draws: 200 });
		expect(found.unfitted).toBeGreaterThan(10);
		expect(found.weights[0]).toHaveLength(200 - found.unfitted);
	});

	it('tell their progress and end when they are told to', () => {
		const shares: number[] = [];
		const found = bootstrapWeights(design, fit.coefficients, {
			draws: 100,
			onProgress: (share) => shares.push(share),
			shouldStop: () => shares.length === 5
		});
		expect(shares).toEqual([0.01, 0.02, 0.03, 0.04, 0.05]);
		expect(found).toMatchObject({ drawn: 5, stopped: true });
		expect(found.weights[0]).toHaveLength(5);
	});
});
