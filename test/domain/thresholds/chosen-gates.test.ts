import { describe, expect, it } from 'vitest';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { resampleCells } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import { capacityGate } from '#lib/domain/thresholds/capacity-gate.ts';
import { breakEven, costGate } from '#lib/domain/thresholds/cost-gate.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { aboveGate, tooFewAbove } from '#lib/domain/thresholds/gate-support.ts';
import { jointGates, type JointEconomics } from '#lib/domain/thresholds/joint-gates.ts';
import { jointGatesInterval } from '#lib/domain/thresholds/joint-gates-interval.ts';
import { precisionGate } from '#lib/domain/thresholds/precision-gate.ts';
import { thresholdInterval } from '#lib/domain/thresholds/threshold-interval.ts';
import { weeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import { fc } from '../../reference/properties.ts';

const groups = (...rows: [score: number, n: number, k: number][]): ScoreGroups =>
	collapseScores(
		Float64Array.from(rows, ([score]) => score),
		Float64Array.from(rows, ([, n]) => n),
		Float64Array.from(rows, ([, , k]) => k)
	);

const leads = groups([0, 900, 18], [10, 400, 20], [20, 260, 26], [30, 100, 20], [40, 60, 21]);

/** Some hundred leads on five scores, wins rising with the score. */
const populations = fc
	.array(
		fc.record({
			leads: fc.integer({ min: 40, max: 400 }),
			share: fc.double({ min: 0, max: 0.1, noNaN: true })
		}),
		{
			minLength: 3,
			maxLength: 6
		}
	)
	.map((rows) =>
		groups(
			...rows.map(({ leads, share }, i): [number, number, number] => [
				i * 10,
				leads,
				Math.round(leads * (0.03 + 0.05 * i + share))
			])
		)
	);

describe('the gate of a capacity', () => {
	it('is the widest that sales can work, and tells the block that no longer fits', () => {
		expect(capacityGate(leads, 10, 20)).toEqual({
			measured: true,
			threshold: 30,
			perWeek: 16,
			nextBlock: { score: 20, perWeek: 26 }
		});
		expect(capacityGate(leads, 10, 42)).toMatchObject({ threshold: 20, perWeek: 42 });
		expect(capacityGate(leads, 10, 1000)).toMatchObject({ threshold: 0, nextBlock: null });
	});

	it('is refused where leads of one score are too many, or too few are above it', () => {
		expect(capacityGate(leads, 10, 5)).toEqual({
			measured: false,
			reason: 'block-over-capacity',
			params: { score: 40, perWeek: 6, capacity: 5 }
		});
		const few = groups([0, 900, 18], [40, 20, 10]);
		expect(capacityGate(few, 10, 5)).toMatchObject({
			reason: 'few-leads-above-gate',
			params: { threshold: 40, found: 20, needed: 30 }
		});
		expect(capacityGate(groups(), 10, 5)).toMatchObject({ reason: 'no-leads' });
		expect(() => capacityGate(leads, 0, 5)).toThrow('capacityGate: 0 weeks');
		expect(() => capacityGate(leads, 1, NaN)).toThrow('capacity NaN');
	});

	it('never passes more than capacity, and would with the next block', () => {
		fc.assert(
			fc.property(populations, fc.integer({ min: 1, max: 200 }), (found, capacity) => {
				const chosen = capacityGate(found, 8, capacity);
				if (!chosen.measured) return;
				expect(chosen.perWeek).toBeLessThanOrEqual(capacity);
				expect(aboveGate(found, chosen.threshold).leads / 8).toBeCloseTo(chosen.perWeek, 12);
				if (chosen.nextBlock) {
					expect(chosen.perWeek + chosen.nextBlock.perWeek).toBeGreaterThan(capacity);
				} else expect(chosen.threshold).toBe(found.score[0]);
			})
		);
	});
});

describe('the gate of costs', () => {
	const economics = { valueCents: 100_000, margin: 0.5, costCents: 5_000 };

	it('passes leads whose chance of a win pays for the work', () => {
		const cheap = { ...economics, costCents: 4_000 };
		expect(breakEven(cheap)).toEqual({ measured: true, probability: 0.08 });
		const found = costGate(leads, cheap);
		if (!found.measured) throw new Error(found.reason);
		const map = probabilityMap(leads);
		if (!map.measured) throw new Error(map.reason);
		const atScore = (score: number) => mappedProbabilities(map, Float64Array.of(score))[0];
		expect(atScore(found.breakEvenScore)).toBeCloseTo(0.08, 9);
		expect(found.threshold).toBe(20);
		expect(atScore(20)).toBeGreaterThan(0.08);
		expect(atScore(10)).toBeLessThan(0.08);
		// 67 wins of 420 leads above.
		expect(found.observedProfitCents).toBe(67 * 50_000 - 420 * 4_000);
		const expected = [260, 100, 60].reduce((sum, n, i) => sum + n * atScore(20 + 10 * i), 0);
		expect(found.expectedProfitCents).toBeCloseTo(expected * 50_000 - 420 * 4_000, 3);
	});

	it('passes everybody where work costs nothing', () => {
		expect(costGate(leads, { ...economics, costCents: 0 })).toMatchObject({
			threshold: 0,
			breakEven: 0,
			breakEvenScore: 0
		});
	});

	it('earns more than any other gate, as the map sees it', () => {
		fc.assert(
			fc.property(populations, fc.integer({ min: 100, max: 20_000 }), (found, costCents) => {
				const chosen = costGate(found, { ...economics, costCents });
				if (!chosen.measured) return;
				const map = probabilityMap(found);
				if (!map.measured) throw new Error(map.reason);
				const p = mappedProbabilities(map, found.score);
				for (const threshold of found.score) {
					const profit = found.n.reduce(
						(sum, n, g) =>
							found.score[g] >= threshold ? sum + n * (p[g] * 50_000 - costCents) : sum,
						0
					);
					expect(chosen.expectedProfitCents).toBeGreaterThanOrEqual(profit - 1e-3);
				}
			})
		);
	});

	it('is refused where nothing can pay', () => {
		expect(costGate(leads, { ...economics, costCents: 50_000 })).toEqual({
			measured: false,
			reason: 'never-pays',
			params: { costCents: 50_000, earnedCents: 50_000 }
		});
		expect(costGate(leads, { ...economics, margin: 0 })).toMatchObject({
			reason: 'win-earns-nothing'
		});
		expect(costGate(leads, { ...economics, costCents: 49_000 })).toMatchObject({
			reason: 'no-lead-pays',
			params: { highest: 40 }
		});
		const falling = groups([0, 100, 50], [10, 100, 30], [20, 100, 10]);
		expect(costGate(falling, economics)).toMatchObject({ reason: 'no-slope' });
		expect(costGate(groups([0, 100, 50]), economics)).toMatchObject({ reason: 'constant-score' });
		expect(() => costGate(leads, { ...economics, costCents: -1 })).toThrow('cost -1');
		expect(() => breakEven({ ...economics, valueCents: NaN })).toThrow('value NaN');
	});

	it('is refused with too few leads above it', () => {
		const thin = groups([0, 900, 18], [20, 100, 10], [40, 25, 15]);
		expect(costGate(thin, { ...economics, costCents: 20_000 })).toMatchObject({
			reason: 'few-leads-above-gate',
			params: { threshold: 40, found: 25 }
		});
	});
});

describe('the gate of a precision', () => {
	it('is the widest whose win rate is certain to reach the floor', () => {
		const found = precisionGate(leads, 0.1);
		expect(found).toEqual({
			measured: true,
			threshold: 20,
			precision: 67 / 420,
			precisionCi: wilson(67, 420)
		});
		expect(wilson(87, 820)[0]).toBeLessThan(0.1);
	});

	it('is refused where no gate reaches the floor, or none can be measured', () => {
		expect(precisionGate(leads, 0.4)).toEqual({
			measured: false,
			reason: 'floor-not-reached',
			params: { floorRate: 0.4, lowerRate: wilson(21, 60)[0], threshold: 40 }
		});
		expect(precisionGate(groups([0, 20, 3]), 0.1)).toMatchObject({
			reason: 'few-leads-above-gate'
		});
		expect(precisionGate(groups([0, 50, 3], [10, 10, 2]), 0.1)).toMatchObject({
			reason: 'few-wins-above-gate'
		});
		expect(precisionGate(groups(), 0.1)).toMatchObject({ reason: 'no-leads' });
		expect(() => precisionGate(leads, 1)).toThrow('precisionGate: floor 1');
	});

	it('is passed over by no wider gate that would do', () => {
		fc.assert(
			fc.property(populations, fc.double({ min: 0.02, max: 0.5, noNaN: true }), (found, floor) => {
				const chosen = precisionGate(found, floor);
				for (const threshold of found.score) {
					const above = aboveGate(found, threshold);
					if (tooFewAbove(above, threshold)) continue;
					if (wilson(above.wins, above.leads)[0] < floor) continue;
					expect(chosen).toMatchObject({ measured: true, threshold });
					return;
				}
				expect(chosen.measured).toBe(false);
			})
		);
	});
});

describe('both gates together', () => {
	const outcomes = (found: ScoreGroups, factor = 2) => ({
		score: found.score,
		n: found.n,
		accepted: found.k.map((wins, g) => Math.min(found.n[g] - 12, factor * wins + 5)),
		won: found.k
	});
	const economics: JointEconomics = {
		valueCents: 200_000,
		margin: 0.5,
		qualifyCents: 2_000,
		workCents: 6_000
	};

	it('earn as much as any pair of gates does', () => {
		fc.assert(
			fc.property(
				populations,
				fc.integer({ min: 0, max: 15_000 }),
				fc.integer({ min: 0, max: 60_000 }),
				fc.integer({ min: 1, max: 4 }),
				(found, qualifyCents, workCents, factor) => {
					const both = outcomes(found, factor);
					const costs = { ...economics, qualifyCents, workCents };
					const chosen = jointGates(both, costs);
					const most = mostByHand(both, costs);
					if (chosen.measured) {
						expect(chosen.expectedProfitCents).toBeCloseTo(most, 3);
						expect(chosen.sql ?? Infinity).toBeGreaterThanOrEqual(chosen.mql);
						const passing = aboveGate(found, chosen.mql).leads;
						expect(chosen.qualified + chosen.straightToSales).toBe(passing);
					} else if (chosen.reason === 'no-lead-pays') expect(most).toBe(0);
				}
			)
		);
	});

	function mostByHand(both: ReturnType<typeof outcomes>, costs: JointEconomics): number {
		const chances = [both.accepted, both.won].map((k) => {
			const map = probabilityMap({ score: both.score, n: both.n, k, group: new Uint32Array() });
			return map.measured ? mappedProbabilities(map, both.score) : null;
		});
		const [accepted, won] = chances;
		if (!accepted || !won) return 0;
		let most = 0;
		for (const mql of both.score) {
			for (const sql of [...both.score, Infinity].filter((score) => score >= mql)) {
				const profit = both.n.reduce((sum, n, g) => {
					if (both.score[g] < mql) return sum;
					const earned = won[g] * costs.valueCents * costs.margin;
					const asked = costs.qualifyCents + Math.max(accepted[g], won[g]) * costs.workCents;
					return sum + n * (earned - (both.score[g] >= sql ? costs.workCents : asked));
				}, 0);
				most = Math.max(most, profit);
			}
		}
		return most;
	}

	it('have an interval each', () => {
		const found = jointGatesInterval(
			outcomes(leads),
			{ ...economics, qualifyCents: 5_000 },
			{ draws: 200 }
		);
		const own = jointGates(outcomes(leads), { ...economics, qualifyCents: 5_000 });
		if (!found.measured || !own.measured) throw new Error('not measured');
		for (const gate of ['mql', 'sql'] as const) {
			const interval = found[gate];
			if (!interval.measured) throw new Error(interval.reason);
			expect(interval.drawn).toBe(200);
			expect(interval.ci[0]).toBeLessThanOrEqual(own[gate] ?? NaN);
			expect(interval.ci[1]).toBeGreaterThanOrEqual(own[gate] ?? NaN);
		}
	});

	it('have no interval of an SQL gate that samples hardly ever have', () => {
		const found = jointGatesInterval(
			outcomes(leads),
			{ ...economics, qualifyCents: 1 },
			{ draws: 50 }
		);
		expect(found).toMatchObject({ mql: { measured: true }, sql: { reason: 'threshold-unstable' } });
		expect(jointGatesInterval(outcomes(leads), { ...economics, margin: 0 })).toMatchObject({
			reason: 'win-earns-nothing'
		});
	});

	it('send no lead straight to sales where asking costs next to nothing', () => {
		expect(jointGates(outcomes(leads), { ...economics, qualifyCents: 1 })).toMatchObject({
			measured: true,
			sql: null,
			straightToSales: 0
		});
	});

	it('send every lead straight to sales where asking costs as much as working', () => {
		const chosen = jointGates(outcomes(leads), { ...economics, qualifyCents: 6_000 });
		if (!chosen.measured) throw new Error(chosen.reason);
		expect(chosen.sql).toBe(chosen.mql);
		expect(chosen.qualified).toBe(0);
	});

	it('are refused where nothing pays, nothing can be learnt, or too few are above', () => {
		const both = outcomes(leads);
		expect(jointGates(both, { ...economics, margin: 0 })).toMatchObject({
			reason: 'win-earns-nothing'
		});
		expect(
			jointGates(both, { ...economics, qualifyCents: 90_000, workCents: 900_000 })
		).toMatchObject({ reason: 'no-lead-pays' });
		const falling = outcomes(groups([0, 100, 50], [10, 100, 30], [20, 100, 10]), 1);
		expect(jointGates(falling, economics)).toMatchObject({ reason: 'no-slope' });
		const none = { ...both, won: new Float64Array(5) };
		expect(jointGates(none, economics)).toMatchObject({ reason: 'one-class' });
		const thin = outcomes(groups([0, 900, 18], [20, 100, 10], [40, 25, 9]), 1);
		const dear = { ...economics, qualifyCents: 20_000, workCents: 21_000 };
		expect(jointGates(thin, dear)).toMatchObject({ reason: 'few-leads-above-gate' });
	});

	it('need wins to be accepted, and costs that are numbers', () => {
		const both = outcomes(leads);
		expect(() => jointGates({ ...both, accepted: new Float64Array(5) }, economics)).toThrow(
			'18 won'
		);
		expect(() => jointGates({ ...both, n: new Float64Array(2) }, economics)).toThrow('5 scores');
		expect(() => jointGates(both, { ...economics, workCents: -1 })).toThrow('costs 2000, -1');
	});
});

describe('the bootstrap interval of a threshold', () => {
	it('covers the threshold of the population in about 95 of 100 samples', () => {
		const scores = Array.from({ length: 40 }, (_, i) => i);
		const population = groups(
			...scores.map((score): [number, number, number] => [
				score,
				30,
				30 / (1 + Math.exp(3.5 - 0.09 * score))
			])
		);
		const choose = (sample: ScoreGroups) =>
			costGate(sample, { valueCents: 100_000, margin: 0.5, costCents: 8_000 });
		const wanted = choose(population);
		if (!wanted.measured) throw new Error(wanted.reason);
		let covered = 0;
		for (let seed = 1; seed <= 100; seed++) {
			const { n, k } = resampleCells(population, random(seed), 'poisson');
			const sample = groups(...scores.map((s): [number, number, number] => [s, n[s], k[s]]));
			const found = thresholdInterval(sample, choose, { draws: 100, seed });
			if (!found.measured) throw new Error(found.reason);
			if (found.ci[0] <= wanted.threshold && wanted.threshold <= found.ci[1]) covered++;
		}
		expect(covered).toBeGreaterThanOrEqual(88);
		expect(covered).toBeLessThanOrEqual(99);
	});

	it('widens with fewer leads', () => {
		const fine = groups(
			...Array.from({ length: 40 }, (_, i): [number, number, number] => [i, 100, 2 + i])
		);
		const tenth = groups(
			...Array.from({ length: 40 }, (_, i): [number, number, number] => [
				i,
				10,
				Math.round((2 + i) / 10)
			])
		);
		const width = (of: ScoreGroups) => {
			const choose = (sample: ScoreGroups) =>
				costGate(sample, { valueCents: 100_000, margin: 0.5, costCents: 10_000 });
			const found = thresholdInterval(of, choose, { draws: 200 });
			if (!found.measured) throw new Error(found.reason);
			return found.ci[1] - found.ci[0];
		};
		expect(width(fine)).toBeGreaterThan(0);
		expect(width(tenth)).toBeGreaterThan(1.5 * width(fine));
	});

	it('is the same for the same seed, tells how far it is, and can be ended', () => {
		const choose = (sample: ScoreGroups) => precisionGate(sample, 0.08);
		const one = thresholdInterval(leads, choose, { draws: 50, seed: 9 });
		expect(thresholdInterval(leads, choose, { draws: 50, seed: 9 })).toEqual(one);
		const shares: number[] = [];
		const ended = thresholdInterval(leads, choose, {
			draws: 4,
			onProgress: (share) => shares.push(share),
			shouldStop: () => shares.length === 2
		});
		expect(ended).toMatchObject({ drawn: 2, stopped: true });
		expect(shares).toEqual([0.25, 0.5]);
	});

	it('is not measured where there is no threshold, or hardly ever one', () => {
		const choose = (sample: ScoreGroups) => precisionGate(sample, 0.4);
		expect(thresholdInterval(leads, choose)).toMatchObject({ reason: 'floor-not-reached' });
		const thin = groups([0, 500, 20], [10, 31, 12]);
		const narrow = (sample: ScoreGroups) => capacityGate(sample, 10, 4);
		expect(thresholdInterval(thin, narrow, { draws: 200 })).toMatchObject({
			reason: 'threshold-unstable'
		});
		const end = { shouldStop: () => true };
		expect(thresholdInterval(leads, (sample) => precisionGate(sample, 0.05), end)).toMatchObject({
			reason: 'nothing-drawn'
		});
	});
});

describe('the weekly volume above a gate', () => {
	const score = Float64Array.of(10, 50, 80);
	const table = {
		cell: [0, 1, 2, 1, 2, 0, 1],
		week: [100, 100, 100, 102, 102, 103, 130],
		n: [5, 7, 2, 11, 3, 40, 1]
	};

	it('counts the leads that pass week by week, empty weeks too', () => {
		expect(weeklyVolume(table, score, 50, { lastWeek: 103 })).toEqual({
			measured: true,
			weeks: [
				{ week: 100, leads: 9 },
				{ week: 101, leads: 0 },
				{ week: 102, leads: 14 },
				{ week: 103, leads: 0 }
			],
			mean: 23 / 4,
			median: 4.5,
			peaks: [
				{ week: 102, leads: 14 },
				{ week: 100, leads: 9 },
				{ week: 101, leads: 0 }
			],
			overCapacity: null
		});
	});

	it('looks back over 26 weeks, and counts those over capacity', () => {
		const found = weeklyVolume(table, score, 0, { capacity: 13 });
		if (!found.measured) throw new Error(found.reason);
		expect(found.weeks).toHaveLength(26);
		expect(found.weeks[0].week).toBe(105);
		expect(found.overCapacity).toBe(0);
		const all = weeklyVolume(table, score, 0, { weeks: 40, capacity: 13 });
		expect(all).toMatchObject({ overCapacity: 3 });
		expect(all.measured && all.weeks[0].week).toBe(100);
	});

	it('is not measured before the first lead, and refuses tables that do not fit', () => {
		expect(weeklyVolume(table, score, 0, { lastWeek: 99 })).toMatchObject({ reason: 'no-weeks' });
		const none = { cell: [], week: [], n: [] };
		expect(weeklyVolume(none, score, 0)).toMatchObject({ reason: 'no-weeks' });
		expect(() => weeklyVolume({ ...table, n: [1] }, score, 0)).toThrow('7 cells, 7 weeks, 1 n');
		expect(() => weeklyVolume({ ...table, cell: [0, 1, 2, 1, 2, 0, 9] }, score, 0)).toThrow(
			'cell 9'
		);
	});
});

describe('a gate chosen by any rule', () => {
	it('is measured again on later leads', () => {
		expect(gate(leads, 20, 'capacity')).toMatchObject({ rule: 'capacity', leads: 420, wins: 67 });
	});
});
