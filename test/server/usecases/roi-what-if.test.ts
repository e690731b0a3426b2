import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { roiGateLeads } from '#lib/server/usecases/roi-gate-leads.ts';
import { roiSettings } from '#lib/server/usecases/roi-settings.ts';
import { roiWhatIf, type RoiWhatIf } from '#lib/server/usecases/roi-what-if.ts';
import { cardPoints } from '../../domain/sample/card-points.ts';
import { judgedLeads } from '../../domain/sample/judged-leads.ts';
import { groupRows, total } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { plainReport } from './sample-report.ts';
import { centsOf, sampleRows } from './sample-rows.ts';
import { now, readWays } from './sample-ways.ts';
import { rateLike, told, wilsonOf } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const card = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8'))).scorecard!;
const DAY = 86_400_000;
const AGE = 180;
const QUERY = 'call-cost=15&calls=4&threshold=45&budget-source=trade+fair&budget=9000';

let found: RoiWhatIf;
beforeAll(async () => {
	const desk = await sampleDesk();
	const { money, shares } = await plainReport(desk, QUERY);
	const leads = await roiGateLeads(desk.engine, desk.source, desk.selected, card, {});
	const settings = roiSettings(new URLSearchParams(QUERY));
	found = roiWhatIf(settings, money, shares, leads, card.thresholds.mql);
}, 60_000);

describe('what if the threshold were another, on the sample', () => {
	const all = judgedLeads(sampleRows('leads'), card);
	const scored = all
		.filter(({ status, knownAt }) => status === 'usable' && knownAt <= Date.parse(now))
		.map(({ row, won }) => ({ points: cardPoints(card, row), won }));
	const created = sampleRows('leads').map((row) => Date.parse(row.created_at));
	const first = created.reduce((a, b) => Math.min(a, b));
	const last = created.reduce((a, b) => Math.max(a, b));
	const months = (Math.min(last, Date.parse(now) - 134 * DAY) - first) / DAY / (365.25 / 12);
	const outlook = (threshold: number) => {
		const above = scored.filter(({ points }) => points >= threshold);
		const wins = above.filter(({ won }) => won).length;
		const [lo, hi] = wilsonOf(wins, above.length);
		const callsPerMonth = above.length / months;
		const winsPerMonth = { wins: wins / months, lo: callsPerMonth * lo, hi: callsPerMonth * hi };
		return { callsPerMonth, winsPerMonth, wins };
	};

	it.each([
		['today', 55],
		['asked', 45]
	] as const)('is what leads at or above it were won, a month (%s)', (which, threshold) => {
		const outcome = told(told(found.threshold)[which]!);
		const { callsPerMonth, winsPerMonth, wins } = outlook(threshold);
		expect(outcome.threshold).toBe(threshold);
		expect(outcome.callsPerMonth).toBeCloseTo(callsPerMonth, 9);
		expect(outcome.winsPerMonth.wins).toBeCloseTo(winsPerMonth.wins, 9);
		expect(outcome.winsPerMonth.lo).toBeCloseTo(winsPerMonth.lo, 7);
		expect(outcome.winsPerMonth.hi).toBeCloseTo(winsPerMonth.hi, 7);
		const allWins = scored.filter(({ won }) => won).length;
		expect(outcome.winsCaught).toMatchObject(rateLike(wins, allWins));
		expect(outcome.centsPerMonth).toBeCloseTo(callsPerMonth * 4 * 1_500, 6);
	});

	it('has the same along its whole curve, between the lowest and the highest score', () => {
		const { curve, lowest, highest } = told(found.threshold);
		const points = scored.map((lead) => lead.points);
		expect([lowest, highest]).toEqual([
			points.reduce((a, b) => Math.min(a, b)),
			points.reduce((a, b) => Math.max(a, b))
		]);
		expect(curve.length).toBeGreaterThan(20);
		for (const { choice, effort, wins, lo, hi } of curve) {
			const own = outlook(choice);
			expect(effort).toBeCloseTo(own.callsPerMonth, 9);
			expect(wins).toBeCloseTo(own.winsPerMonth.wins, 9);
			expect([lo, hi]).toEqual(
				[own.winsPerMonth.lo, own.winsPerMonth.hi].map((end) => expect.closeTo(end, 7))
			);
		}
	});
});

describe('what if the budget were another, on the sample', () => {
	const ways = readWays();
	const spentBy = (source: string) =>
		groupRows(
			sampleRows('costs').filter((row) => row.source === source && row.kind === 'marketing'),
			({ month }) => month
		);
	const spent = [...spentBy('trade fair')].map(([month, rows]) => ({
		cents: total(rows, ({ amount }) => centsOf(amount)),
		leads: ways.filter(({ row }) => row.source === 'trade fair' && row.created_at.startsWith(month))
			.length
	}));

	it('offers sources whose cost of six months is known', () => {
		const names = [...new Set(ways.map(({ row }) => row.source))];
		const known = names.filter((name) => spentBy(name).size >= 6).sort();
		expect(found.budget.sources).toEqual(known);
		expect(known.length).toBeLessThan(names.length);
	});

	it('is a range from the root of the budget to its proportion, with both intervals', () => {
		const { outlook, spent: ends, asked } = found.budget.chosen!;
		const mean = total(spent, ({ cents }) => cents) / spent.length;
		expect(asked).toBe(true);
		expect(ends).toEqual({
			lowest: Math.min(...spent.map(({ cents }) => cents)),
			highest: Math.max(...spent.map(({ cents }) => cents)),
			mean: expect.closeTo(mean, 6)
		});
		const leads = total(spent, (month) => month.leads) / spent.length;
		const variance = total(spent, (month) => (month.leads - leads) ** 2) / (spent.length - 1);
		const reach = 1.959963984540054 * Math.sqrt(Math.max(variance, leads) / spent.length);
		const old = ways.filter(({ row, followed }) => row.source === 'trade fair' && followed >= AGE);
		const wins = old.filter(({ seen }) => seen[5] !== null && seen[5] <= AGE).length;
		const [lo, hi] = wilsonOf(wins, old.length);
		const factor = 900_000 / mean;
		const range = {
			lo: (leads - reach) * Math.min(factor, Math.sqrt(factor)),
			hi: (leads + reach) * Math.max(factor, Math.sqrt(factor))
		};
		expect(told(outlook)).toMatchObject({
			today: {
				cents: expect.closeTo(mean, 6),
				leads: expect.closeTo(leads, 9),
				wins: expect.closeTo((leads * wins) / old.length, 9)
			},
			cents: 900_000,
			leads: { lo: expect.closeTo(range.lo, 8), hi: expect.closeTo(range.hi, 8) },
			wins: { lo: expect.closeTo(range.lo * lo, 8), hi: expect.closeTo(range.hi * hi, 8) },
			centsPerWin: {
				lo: expect.closeTo(900_000 / (range.hi * hi), 4),
				hi: expect.closeTo(900_000 / (range.lo * lo), 4)
			}
		});
	});
});
