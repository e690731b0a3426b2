import { describe, expect, it } from 'vitest';
import {
	moreWins,
	type MoreWins,
	type MoreWinsOptions
} from '#lib/domain/calibration/more-wins.ts';
import { swapSet } from '#lib/domain/calibration/swap-set.ts';
import { winRateAt, workedBands } from '#lib/domain/calibration/worked-bands.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { mappedProbabilities } from '#lib/domain/evaluation/probability-map.ts';
import { resampleCells } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import { fc } from '../../reference/properties.ts';
import { drawLeads, population, twoScores, type TwoScores } from './swapped-leads.ts';

const of = (...values: number[]) => Float64Array.from(values);
const map = { intercept: -3, slope: 0.4 };
const probable = (score: Float64Array) => ({
	score,
	probability: mappedProbabilities(map, score),
	map
});

function measure(
	{ today, calibrated, n, k }: TwoScores,
	gate = 10,
	options: MoreWinsOptions = { worked: null }
): MoreWins {
	const found = moreWins(today, probable(calibrated), n, k, gate, options);
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

describe('bands of worked leads', () => {
	it('hold at least 30 leads each from the gate up, the rest joined to the last, by hand', () => {
		const groups = collapseScores(of(4, 5, 6, 7, 8), of(99, 20, 15, 40, 10), of(9, 2, 3, 10, 5));
		const found = workedBands(groups, 5);
		if (!found.measured) throw new Error(found.reason);
		expect(found.bands).toEqual([
			{ from: 5, leads: 35, wins: 5 },
			{ from: 7, leads: 50, wins: 15 }
		]);
		expect([5, 6.5, 7, 90].map((score) => winRateAt(found.bands, score))).toEqual([
			5 / 35,
			5 / 35,
			0.3,
			0.3
		]);
		expect(() => winRateAt(found.bands, 4)).toThrow('score 4');
	});

	it('are refused with fewer than 30 leads', () => {
		const groups = collapseScores(of(4, 5), of(99, 29), of(9, 2));
		expect(workedBands(groups, 5)).toMatchObject({
			reason: 'few-worked-leads',
			params: { found: 29, needed: 30 }
		});
		expect(workedBands(groups, 6)).toMatchObject({ params: { found: 0 } });
	});
});

describe('wins at the same volume', () => {
	const leads = {
		today: of(10, 20, 0, 0),
		calibrated: of(5, 1, 4, 0),
		n: of(40, 20, 20, 100),
		k: of(20, 4, 8, 2)
	};

	it('are those of the swap set as observed, by hand', () => {
		const found = measure(leads);
		expect(found).toMatchObject({ leads: 60, today: 24, asWorked: { reason: 'worked-unknown' } });
		expect(found.asObserved.wins).toBeCloseTo(28, 12);
		expect(found.range).toEqual(found.asObserved.ci);
	});

	it('have the error of what swaps, by hand', () => {
		// Of 180 leads 20 enter and 20 leave; the gate stands at score 4, where the map says r.
		const r = 1 / (1 + Math.exp(3 - 1.6));
		const [enter, leave] = [8 * (1 - r) ** 2 + 12 * r ** 2, 4 * (1 - r) ** 2 + 16 * r ** 2];
		const variance = ((enter + leave - 16 / 180) * 180) / 179;
		const { ci } = measure(leads).asObserved;
		expect((ci[1] - ci[0]) / 2).toBeCloseTo(1.959963984540054 * Math.sqrt(variance), 9);
		expect((ci[1] + ci[0]) / 2).toBeCloseTo(28, 9);
	});

	it('let those who enter win like worked leads of their score, by hand', () => {
		// Worked leads from score 4 up: 50, 20 of them won; 20 leads enter: 8 wins as observed, 20 x 0.4 as worked.
		const worked = { calibrated: of(4, 5, 3), n: of(25, 25, 70), k: of(5, 15, 0) };
		const { asWorked, asObserved, range } = measure(leads, 10, { worked });
		if (!asWorked.measured) throw new Error(asWorked.reason);
		expect(asWorked.workedLeads).toBe(50);
		expect(asWorked.wins).toBeCloseTo(20 + 20 * 0.4, 9);
		expect(range[0]).toBe(Math.min(asWorked.ci[0], asObserved.ci[0]));
		expect(range[1]).toBe(Math.max(asWorked.ci[1], asObserved.ci[1]));
	});

	it('lie in the range whatever is assumed, and the range among the leads that pass', () => {
		fc.assert(
			fc.property(twoScores(), (cells) => {
				const { calibrated, n, k } = cells;
				const found = measure(cells, 10, { worked: { calibrated, n, k } });
				const swap = swapSet(cells.today, calibrated, n, k, 10);
				if (!swap.measured) throw new Error(swap.reason);
				expect(found.asObserved.wins).toBeCloseTo(swap.both.wins + swap.enter.wins, 8);
				const ends = [found.asObserved, ...(found.asWorked.measured ? [found.asWorked] : [])];
				for (const { wins } of ends) {
					expect(found.range[0]).toBeLessThanOrEqual(wins + 1e-9);
					expect(found.range[1]).toBeGreaterThanOrEqual(wins - 1e-9);
				}
				expect(found.range[0]).toBeGreaterThanOrEqual(0);
				expect(found.range[1]).toBeLessThanOrEqual(found.leads);
			})
		);
	});

	it('are exactly today’s where both scores are the same', () => {
		const found = measure({ ...leads, calibrated: leads.today });
		expect(found).toMatchObject({
			today: 24,
			asObserved: { wins: 24, ci: [24, 24] },
			range: [24, 24]
		});
	});

	it('are less sure where the leads of an account count as one', () => {
		const together = {
			cluster: [0, 1, 2, 3],
			cell: [0, 1, 2, 3],
			n: [...leads.n],
			k: [...leads.k]
		};
		const alone = measure(leads).asObserved.ci;
		const found = measure(leads, 10, { worked: null, accounts: together }).asObserved;
		expect(found.wins).toBeCloseTo(28, 12);
		expect(found.ci).not.toEqual(alone);
	});

	it('are refused as the swap set is', () => {
		const { today, calibrated, n, k } = leads;
		expect(moreWins(today, probable(calibrated), n, k, 20, { worked: null })).toMatchObject({
			reason: 'few-leads-above-gate'
		});
	});
});

describe('the interval of the wins', () => {
	const people = population();
	const size = 3000;
	const gate = 6;
	const truth = () => {
		const { today, calibrated, share, rate } = people;
		const n = share.map((each) => each * 1e9);
		const all = { today, calibrated, n, k: n.map((each, c) => each * rate[c]) };
		const swap = swapSet(today, calibrated, n, all.k, gate);
		if (!swap.measured) throw new Error(swap.reason);
		return ((swap.enter.wins - swap.leave.wins) / 1e9) * size;
	};

	it('holds the difference of the population in 93 to 97 of 100 samples', () => {
		const wanted = truth();
		const samples = 1000;
		let held = 0;
		for (let i = 0; i < samples; i++) {
			const { asObserved, today } = measure(drawLeads(people, size, i), gate);
			const [lower, upper] = asObserved.ci;
			if (lower - today <= wanted && wanted <= upper - today) held++;
		}
		expect(held / samples).toBeGreaterThanOrEqual(0.93);
		expect(held / samples).toBeLessThanOrEqual(0.97);
	});

	it('has the width that bootstrap samples of the leads give, for both assumptions', () => {
		const leads = drawLeads(people, size, 5000);
		const next = random(8);
		const workedOf = ({ calibrated, n, k }: TwoScores) => ({ calibrated, n, k });
		const whole = measure(leads, gate, { worked: workedOf(leads) });
		const drawn = { asObserved: [] as number[], asWorked: [] as number[] };
		for (let i = 0; i < 800; i++) {
			const sample = { ...leads, ...resampleCells(leads, next, 'multinomial') };
			const found = measure(sample, gate, { worked: workedOf(sample) });
			drawn.asObserved.push(found.asObserved.wins - found.today);
			if (found.asWorked.measured) drawn.asWorked.push(found.asWorked.wins - found.today);
		}
		for (const assumed of ['asObserved', 'asWorked'] as const) {
			const estimate = whole[assumed] as { ci: [number, number] };
			const standardError = (estimate.ci[1] - estimate.ci[0]) / 2 / 1.959963984540054;
			const values = drawn[assumed];
			const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
			const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
			const spread = Math.sqrt(squares / (values.length - 1));
			expect(standardError / spread).toBeGreaterThan(0.85);
			expect(standardError / spread).toBeLessThan(1.15);
		}
	});
});
