import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gateSavings } from '#lib/domain/roi/gate-savings.ts';
import { moneyFigures, type MoneySums } from '#lib/domain/roi/money-figures.ts';
import { moneyIntervals, type LeadClass } from '#lib/domain/roi/money-intervals.ts';
import { paybackCurve } from '#lib/domain/roi/payback.ts';
import { whatIfBudget } from '#lib/domain/roi/what-if-budget.ts';
import { whatIfThreshold } from '#lib/domain/roi/what-if-threshold.ts';
import { notMeasured } from '#lib/domain/units.ts';

const sums: MoneySums = {
	cost: { measured: true, marketing: 1_000_000, sales: 300_000, tool: 100_000 },
	overhead: { marketing: 0, sales: 200_000, tool: 0 },
	leads: 200,
	mqls: 80,
	sqls: 40,
	wins: 20,
	customers: 16,
	revenueCents: 5_000_000
};

describe('money figures', () => {
	it('are ratios of sums, by hand', () => {
		expect(moneyFigures(sums, { margin: 0.6 })).toEqual({
			costPerLead: { measured: true, cents: 5_000 },
			costPerMql: { measured: true, cents: 12_500 },
			costPerSql: { measured: true, cents: 25_000 },
			costPerWin: { measured: true, cents: 50_000 },
			cacPaid: { measured: true, cents: 62_500 },
			cacFull: { measured: true, cents: 100_000 },
			roas: { measured: true, ratio: 5 },
			roi: { measured: true, ratio: 2 },
			roiFull: { measured: true, ratio: (3_000_000 - 1_600_000) / 1_600_000 }
		});
	});

	const reasons = (change: Partial<MoneySums>, margin: number | null = 0.6) =>
		Object.fromEntries(
			Object.entries(moneyFigures({ ...sums, ...change }, { margin })).map(([name, each]) => [
				name,
				each.measured ? null : each.reason
			])
		);

	it('leave an unknown cost unknown in every figure', () => {
		const found = reasons({ cost: notMeasured('cost-unknown', { source: 'fair' }) });
		expect(new Set(Object.values(found))).toEqual(new Set(['cost-unknown']));
	});

	it('say why a figure is not there', () => {
		expect(reasons({ leads: 0 }).costPerLead).toBe('no-leads');
		expect(reasons({ mqls: null }).costPerMql).toBe('no-column');
		expect(reasons({ wins: 0, customers: 0 })).toMatchObject({
			costPerWin: 'no-wins',
			cacFull: 'no-customers',
			roas: null
		});
		expect(reasons({ revenueCents: null })).toMatchObject({
			roas: 'value-unknown',
			roi: 'value-unknown'
		});
		expect(reasons({}, null)).toMatchObject({ roas: null, roi: 'margin-unknown' });
		expect(() => moneyFigures(sums, { margin: 1.2 })).toThrow();
	});

	it('know a cost of nothing from an unknown one, and refunds beyond the cost', () => {
		const free = { measured: true as const, marketing: 0, sales: 0, tool: 0 };
		expect(moneyFigures({ ...sums, cost: free }, { margin: 0.6 }).costPerLead).toMatchObject({
			cents: 0
		});
		expect(reasons({ cost: free })).toMatchObject({
			costPerLead: null,
			roas: 'cost-of-zero',
			roi: 'cost-of-zero'
		});
		expect(reasons({ cost: { ...free, marketing: -5 } }).costPerLead).toBe('cost-negative');
	});

	it('measure a return of nothing where nothing was earned', () => {
		expect(moneyFigures({ ...sums, revenueCents: 0 }, { margin: 0.6 })).toMatchObject({
			roas: { ratio: 0 },
			roi: { ratio: -1 }
		});
	});
});

const classes: LeadClass[] = [
	{ n: 120, mql: false, sql: false, won: false, revenueCents: 0 },
	{ n: 40, mql: true, sql: false, won: false, revenueCents: 0 },
	{ n: 20, mql: true, sql: true, won: false, revenueCents: 0 },
	{ n: 15, mql: true, sql: true, won: true, revenueCents: 100_000 },
	{ n: 5, mql: true, sql: true, won: true, revenueCents: 700_000 }
];

describe('intervals of money figures', () => {
	const found = moneyIntervals(sums, classes, { margin: 0.6, draws: 4000 });
	const figures = moneyFigures(sums, { margin: 0.6 });

	it('hold their figures, and are the same every time', () => {
		for (const name of Object.keys(found) as (keyof typeof found)[]) {
			const [interval, figure] = [found[name], figures[name]];
			if (!interval.measured || !figure.measured) throw new Error(name);
			const value = 'cents' in figure ? figure.cents : figure.ratio;
			expect(interval.lo).toBeLessThan(value);
			expect(interval.hi).toBeGreaterThan(value);
		}
		expect(moneyIntervals(sums, classes, { margin: 0.6, draws: 4000 })).toEqual(found);
	});

	it('of a count agree with the Poisson distribution, of a sum with its variance', () => {
		// qpois(c(0.025, 0.975), 20) is 12 and 29 in R: cost per win between 1,000,000 / 29 and 1,000,000 / 12.
		const { costPerWin, roas } = found;
		if (!costPerWin.measured || !roas.measured) throw new Error('not measured');
		expect(1_000_000 / costPerWin.lo).toBeCloseTo(29, 6);
		expect(1_000_000 / (costPerWin.hi ?? NaN)).toBeCloseTo(12, 6);
		const deviation = Math.sqrt(15 * 100_000 ** 2 + 5 * 700_000 ** 2) / 1_000_000;
		expect((roas.hi! - roas.lo) / 2).toBeGreaterThan(1.8 * deviation);
		expect((roas.hi! - roas.lo) / 2).toBeLessThan(2.1 * deviation);
	});

	it('are not there for a handful of wins, nor for figures that are not', () => {
		const few = classes.map((each) => (each.won ? { ...each, n: 2 } : each));
		const some = { ...sums, leads: 184, wins: 4, customers: 4, mqls: null };
		expect(moneyIntervals(some, few, { margin: 0.6, draws: 50 })).toMatchObject({
			costPerLead: { measured: true },
			costPerMql: { reason: 'no-column' },
			costPerWin: { reason: 'too-few-wins', params: { wins: 4, needed: 10 } },
			roi: { reason: 'too-few-wins' }
		});
	});

	it('refuse classes that are not the leads of the sums', () => {
		expect(() => moneyIntervals(sums, classes.slice(1), { margin: 0.6 })).toThrow();
	});
});

describe('the payback curve', () => {
	const cohort = (
		month: string,
		costCents: number | null,
		youngestFollowedDays: number,
		cents: number[]
	) => ({
		month,
		costCents,
		youngestFollowedDays,
		revenueDay: [20, 80, 150],
		revenueCents: cents
	});
	const months = [
		cohort('2026-01', 1000, 200, [500, 1000, 1500]),
		cohort('2026-02', 1000, 100, [300, 900, 0]),
		cohort('2026-03', null, 300, [9000, 0, 0])
	];

	it('is margin x revenue by age over cost, of months that are so old', () => {
		const found = paybackCurve(months, [30, 90, 180, 365], 0.5);
		expect(found).toMatchObject({
			withoutCost: 1,
			points: [
				{ ageDays: 30, months: 2, costCents: 2000, gainCents: 400, returned: 0.2 },
				{ ageDays: 90, months: 2, gainCents: 1350 },
				{ ageDays: 180, months: 1, costCents: 1000, gainCents: 1500, returned: 1.5 }
			],
			payback: { measured: true, ageDays: 180 }
		});
	});

	it('says how far it got, and refuses unknown costs, young months and a cost of nothing', () => {
		const at = (cohorts: typeof months, ages = [30]) => paybackCurve(cohorts, ages, 0.5);
		expect(at(months)).toMatchObject({
			payback: { reason: 'not-paid-back', params: { returnedRate: 0.2, ageDays: 30 } }
		});
		expect(at([months[2]])).toMatchObject({ reason: 'cost-unknown' });
		expect(at(months, [900])).toMatchObject({ reason: 'months-immature' });
		expect(at([cohort('2026-01', 0, 99, [1, 1, 1])])).toMatchObject({ reason: 'cost-of-zero' });
		expect(() => paybackCurve(months, [30], 0)).toThrow();
	});
});

describe('what the gate saved', () => {
	const below = { leads: 600, wins: 12, worked: { leads: 100, wins: 8 } };
	const above = { leads: 300, wins: 60, worked: { leads: 300, wins: 60 } };
	const calls = { callCents: 1_000, callsPerLead: 4, gainPerWinCents: 50_000 };

	it('is calls not made, less the wins they might have brought, as a range', () => {
		const found = gateSavings(below, above, calls);
		expect(found).toMatchObject({
			leadsSpared: 500,
			callsSaved: 2000,
			savedCents: { cents: 2_000_000 },
			below: { rate: 0.02 },
			above: { rate: 0.2 },
			// 500 x 8 % less the 4 won uncalled.
			missedWins: { wins: 36 },
			netCents: { cents: 200_000 }
		});
		if (!found.measured || !found.missedWins.measured || !found.netCents.measured)
			throw new Error();
		expect(found.missedWins.lo < 36 && 36 < found.missedWins.hi).toBe(true);
		expect(found.netCents.lo < 200_000 && 200_000 < found.netCents.hi).toBe(true);
	});

	it('leaves out what cannot be known', () => {
		expect(gateSavings({ ...below, worked: null }, above, calls)).toMatchObject({
			callsSaved: 2400,
			missedWins: { reason: 'worked-unknown' },
			netCents: { reason: 'worked-unknown' }
		});
		expect(gateSavings({ ...below, worked: { leads: 29, wins: 8 } }, above, calls)).toMatchObject({
			missedWins: { reason: 'too-few-worked' }
		});
		expect(gateSavings(below, above, { ...calls, callCents: null })).toMatchObject({
			callsSaved: 2000,
			savedCents: { reason: 'call-cost-unknown' }
		});
		expect(gateSavings({ leads: 0, wins: 0, worked: null }, above, calls)).toMatchObject({
			reason: 'no-leads-below'
		});
		expect(() => gateSavings({ leads: 1, wins: 2, worked: null }, above, calls)).toThrow();
	});
});

describe('what another budget might bring', () => {
	const months = [80, 100, 120, 90, 110, 100].map((leads, i) => ({
		month: `2026-0${i + 1}`,
		cents: leads * 5_000,
		leads
	}));
	const mature = { wins: 60, leads: 500 };

	it('is a range around today, with its assumptions', () => {
		const found = whatIfBudget(months, mature, 500_000);
		if (!found.measured) throw new Error(found.reason);
		expect(found.today).toEqual({ cents: 500_000, leads: 100, wins: 12 });
		expect(found.leads.lo < 100 && 100 < found.leads.hi).toBe(true);
		expect(found.wins.lo < 12 && 12 < found.wins.hi).toBe(true);
		expect(found.assumptions).toContain('win-rate-stays');
	});

	it('grows with the budget, in no more than proportion', () => {
		const budget = fc.integer({ min: 400_000, max: 600_000 });
		fc.assert(
			fc.property(budget, budget, (a, b) => {
				const [less, more] = [Math.min(a, b), Math.max(a, b)].map((cents) =>
					whatIfBudget(months, mature, cents)
				);
				if (!less.measured || !more.measured) throw new Error('not measured');
				expect(more.wins.lo).toBeGreaterThanOrEqual(less.wins.lo);
				expect(more.wins.hi).toBeGreaterThanOrEqual(less.wins.hi);
				expect(more.wins.hi / more.cents).toBeLessThanOrEqual(
					(less.wins.hi / less.cents) * (1 + 1e-12)
				);
			}),
			{ seed: 121 }
		);
	});

	it('promises nothing beyond what was ever spent, from a few months, or from young leads', () => {
		expect(whatIfBudget(months, mature, 700_000)).toMatchObject({
			reason: 'budget-beyond-data',
			params: { lowestCents: 400_000, highestCents: 600_000 }
		});
		expect(whatIfBudget(months.slice(1), mature, 500_000)).toMatchObject({
			reason: 'too-few-months'
		});
		expect(whatIfBudget(months, { wins: 0, leads: 0 }, 500_000)).toMatchObject({
			reason: 'no-leads'
		});
		expect(() => whatIfBudget([{ month: '2026-01', cents: 0, leads: 1 }], mature, 1)).toThrow();
	});
});

describe('what another threshold would have brought', () => {
	const scored = { score: [10, 30, 50, 70], leads: [400, 300, 200, 100], wins: [4, 15, 30, 40] };

	it('is calls and wins a month at or above it', () => {
		expect(whatIfThreshold(scored, 50, 10, 2_000)).toMatchObject({
			callsPerMonth: 30,
			winsPerMonth: { wins: 7 },
			winsCaught: { wins: 70, leads: 89 },
			centsPerMonth: 60_000
		});
		expect(whatIfThreshold(scored, 10, 10, null)).toMatchObject({
			callsPerMonth: 100,
			centsPerMonth: null
		});
	});

	it('is refused where there is too little above it, or no score', () => {
		expect(whatIfThreshold(scored, 71, 10, null)).toMatchObject({
			reason: 'threshold-beyond-data',
			params: { highest: 70 }
		});
		const thin = { score: [10, 50], leads: [400, 40], wins: [4, 9] };
		expect(whatIfThreshold(thin, 50, 10, null)).toMatchObject({ reason: 'gate-too-thin' });
		expect(whatIfThreshold({ score: [], leads: [], wins: [] }, 5, 1, null)).toMatchObject({
			reason: 'no-leads'
		});
	});
});
