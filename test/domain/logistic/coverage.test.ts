import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitFirth } from '#lib/domain/logistic/fit-firth.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import {
	profileIntervals,
	type NamedProfileInterval
} from '#lib/domain/logistic/profile-intervals.ts';
import { random } from '#lib/domain/random.ts';

const SETS = 200;
const LEADS = 800;
/** Planted: intercept, then a common rule, a rare one, a stepped one, a strong one. */
const TRUTH = [-1.6, 0.5, -0.6, 0.4, 1.2];

/** Leads with planted weights, as cells. */
function generated(seed: number): Design {
	const next = random(seed);
	const cells = new Map<string, { values: number[]; n: number; k: number }>();
	for (let i = 0; i < LEADS; i++) {
		const values = [next() < 0.4, next() < 0.15, 0, next() < 0.25].map(Number);
		values[2] = Math.floor(next() * 4);
		const logit = values.reduce((sum, value, j) => sum + value * TRUTH[j + 1], TRUTH[0]);
		const cell = cells.get(values.join()) ?? { values, n: 0, k: 0 };
		cells.set(values.join(), cell);
		cell.n++;
		if (next() < probability(logit)) cell.k++;
	}
	const all = [...cells.values()];
	return {
		names: ['common', 'rare', 'steps', 'strong'],
		columns: [0, 1, 2, 3].map((j) => Float64Array.from(all, ({ values }) => values[j])),
		n: Float64Array.from(all, ({ n }) => n),
		k: Float64Array.from(all, ({ k }) => k)
	};
}

const designs = Array.from({ length: SETS }, (_, i) => generated(1000 + i));

type Interval = [lower: number, upper: number];

const ends = ({ lower, upper }: NamedProfileInterval): Interval => [
	lower.limit === 'finite' ? lower.value : -Infinity,
	upper.limit === 'finite' ? upper.value : Infinity
];

/** Share of all planted weights that lie in their intervals, the intercept left out. */
function coverage(intervalsOf: (design: Design) => Interval[]): number {
	let covered = 0;
	for (const design of designs) {
		intervalsOf(design).forEach(([lower, upper], j) => {
			if (j > 0 && lower <= TRUTH[j] && TRUTH[j] <= upper) covered++;
		});
	}
	return covered / (SETS * (TRUTH.length - 1));
}

function expectCovers(share: number): void {
	expect(share).toBeGreaterThanOrEqual(0.93);
	expect(share).toBeLessThanOrEqual(0.97);
}

describe(`95 % intervals of planted weights over ${SETS} generated sets of ${LEADS} leads`, () => {
	it('cover by profile likelihood', () => {
		expectCovers(coverage((design) => profileIntervals(design, fitLogistic(design)).map(ends)));
	});

	it('cover under Firth’s penalty, by its penalised profile', () => {
		expectCovers(coverage((design) => profileIntervals(design, fitFirth(design)).map(ends)));
	});

	it('cover under a ridge drawn to the truth, and do not under one drawn to 0: they are shrunk', () => {
		const shrunk = (prior: number[]) =>
			coverage((design) => {
				const fit = fitRidge(design, { strength: 40, prior });
				return fit.coefficients.map((weight, j) => normalInterval(weight, fit.standardErrors[j]));
			});
		expect(shrunk(TRUTH.slice(1))).toBeGreaterThan(0.97);
		expect(shrunk([0, 0, 0, 0])).toBeLessThan(0.85);
	});
});
