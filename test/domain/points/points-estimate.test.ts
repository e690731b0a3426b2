import { describe, expect, it } from 'vitest';
import { ruleVerdicts } from '#lib/domain/evaluation/rule-verdict.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import { pointsEstimate, pointsEstimates } from '#lib/domain/points/points-estimate.ts';
import { random } from '#lib/domain/random.ts';
import { expectClose } from '../../reference/close.ts';

describe('points on today’s scale, by hand', () => {
	it('are weight / b, with the error of the weight alone where b is known', () => {
		const found = pointsEstimate({ value: 1, variance: 0.01 }, { value: 0.1, variance: 0 }, 0);
		expectClose([found.estimate, found.standardError], [10, 1], 1e-12);
		expectClose(found.ci, [8.04003601545995, 11.95996398454], 1e-12);
	});

	it('carry the error of b, less what the two errors share', () => {
		const alone = pointsEstimate({ value: 1, variance: 0.01 }, { value: 0.1, variance: 0.0001 }, 0);
		// (0.01 + 10² x 0.0001) / 0.1² = 2
		expect(alone.standardError).toBeCloseTo(Math.sqrt(2), 12);
		const shared = pointsEstimate(
			{ value: 1, variance: 0.01 },
			{ value: 0.1, variance: 0.0001 },
			0.0005
		);
		expect(shared.standardError).toBeCloseTo(1, 12);
	});

	it('are today’s for a card of one rule, whose weight only restates the slope', () => {
		const [n, k] = [Float64Array.of(300, 120), Float64Array.of(31, 47)];
		const rule = { names: ['demo'], columns: [Float64Array.of(0, 1)], n, k };
		const score = { names: ['score'], columns: [Float64Array.of(0, 30)], n, k };
		const [found] = pointsEstimates(
			{ design: rule, fit: fitLogistic(rule) },
			{ design: score, fit: fitLogistic(score) }
		);
		expect(found.estimate).toBeCloseTo(30, 8);
		expect(found.ci[1] - found.ci[0]).toBeLessThan(0.001);
		expect(ruleVerdicts([{ points: 30, estimate: found, refused: null }], true)).toEqual(['keep']);
	});

	it('need a slope', () => {
		expect(() => pointsEstimate({ value: 1, variance: 1 }, { value: 0, variance: 1 }, 0)).toThrow(
			'pointsEstimate: the slope is 0'
		);
	});
});

/** A population in which today's points are wrong, so that score and rules are different models. */
const states = [0, 1].flatMap((a) =>
	[0, 1].flatMap((b) => [0, 1, 2].map((steps) => [a, b, steps]))
);
const shares = states.map(
	([a, b, steps]) => (a ? 0.3 : 0.7) * (b ? 0.45 : 0.55) * [0.5, 0.3, 0.2][steps]
);
const truth = { names: ['a', 'b', 'steps'], weights: [-1.6, 1.1, -0.5, 0.6] };
const todaysPoints = [20, 15, 5];

function designs(n: Float64Array, k: Float64Array): { rules: Design; today: Design } {
	const columns = [0, 1, 2].map((j) => Float64Array.from(states, (row) => row[j]));
	const score = Float64Array.from(states, (row) =>
		row.reduce((sum, state, j) => sum + state * todaysPoints[j], 0)
	);
	return {
		rules: { names: truth.names, columns, n, k },
		today: { names: ['score'], columns: [score], n, k }
	};
}

function estimates(n: Float64Array, k: Float64Array) {
	const { rules, today } = designs(n, k);
	return pointsEstimates(
		{ design: rules, fit: fitLogistic(rules) },
		{ design: today, fit: fitLogistic(today) }
	);
}

const populationRates = logits(
	designs(Float64Array.from(shares), new Float64Array(states.length)).rules,
	truth.weights
).map(probability);

/** Leads drawn one by one from cell shares and rates. */
function drawLeads(
	leads: number,
	share: ArrayLike<number>,
	rate: ArrayLike<number>,
	next: () => number
) {
	const n = new Float64Array(share.length);
	const k = new Float64Array(share.length);
	for (let i = 0; i < leads; i++) {
		let cell = 0;
		for (let left = next(); cell < share.length - 1 && left >= share[cell]; cell++)
			left -= share[cell];
		n[cell]++;
		if (next() < rate[cell]) k[cell]++;
	}
	return { n, k };
}

describe('the interval of points on today’s scale', () => {
	it('covers the points of the population in about 95 of 100 samples', () => {
		const n = Float64Array.from(shares);
		const population = estimates(
			n,
			n.map((share, c) => share * populationRates[c])
		);
		const next = random(25);
		const covered = [0, 0, 0];
		const samples = 400;
		for (let s = 0; s < samples; s++) {
			const drawn = drawLeads(1500, shares, populationRates, next);
			estimates(drawn.n, drawn.k).forEach(({ ci: [lower, upper] }, j) => {
				const wanted = population[j].estimate;
				if (lower <= wanted && wanted <= upper) covered[j]++;
			});
		}
		for (const count of covered) {
			expect(count / samples).toBeGreaterThan(0.92);
			expect(count / samples).toBeLessThan(0.98);
		}
	});

	it('is as wide as a bootstrap of the cells says', () => {
		const next = random(7);
		const sample = drawLeads(4000, shares, populationRates, next);
		const found = estimates(sample.n, sample.k);
		const share = sample.n.map((leads) => leads / 4000);
		const rate = sample.n.map((leads, c) => (leads ? sample.k[c] / leads : 0));
		const draws = Array.from({ length: 400 }, () => {
			const { n, k } = drawLeads(4000, share, rate, next);
			return estimates(n, k).map(({ estimate }) => estimate);
		});
		found.forEach(({ standardError }, j) => {
			const mean = draws.reduce((sum, draw) => sum + draw[j], 0) / draws.length;
			const variance =
				draws.reduce((sum, draw) => sum + (draw[j] - mean) ** 2, 0) / (draws.length - 1);
			expect(standardError / Math.sqrt(variance)).toBeGreaterThan(0.88);
			expect(standardError / Math.sqrt(variance)).toBeLessThan(1.12);
		});
	});

	it('would be too narrow or too wide without the covariance of weight and slope', () => {
		const sample = drawLeads(4000, shares, populationRates, random(7));
		const { rules, today } = designs(sample.n, sample.k);
		const [fit, score] = [fitLogistic(rules), fitLogistic(today)];
		const joint = estimates(sample.n, sample.k)[0].standardError;
		const apart = pointsEstimate(
			{ value: fit.coefficients[1], variance: fit.covariance[1][1] },
			{ value: score.coefficients[1], variance: score.covariance[1][1] },
			0
		).standardError;
		expect(Math.abs(joint / apart - 1)).toBeGreaterThan(0.1);
	});
});
