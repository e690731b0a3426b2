import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import {
	costRevenueFacts,
	settledMonths,
	type CostRevenue
} from '#lib/charts/cost-revenue-facts.ts';
import { costRevenue } from '#lib/charts/cost-revenue.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { costsExample } from '#lib/charts/report-costs-example.ts';
import { gatePairs, pairSentence, reportGateFacts } from '#lib/charts/report-gate-facts.ts';
import { reportGate } from '#lib/charts/report-gate.ts';
import { budgetSentences, thresholdSentences } from '#lib/charts/what-if-sentences.ts';
import { whatIfFacts, type WhatIf } from '#lib/charts/what-if-facts.ts';
import { whatIf } from '#lib/charts/what-if.ts';
import type { ReportGate } from '#lib/domain/report/report-gate.ts';
import type { ReportMonth } from '#lib/domain/report/report-month.ts';
import { budgetCurve, thresholdCurve } from '#lib/domain/report/what-if-curve.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { whatIfBudget } from '#lib/domain/roi/what-if-budget.ts';
import { whatIfThreshold } from '#lib/domain/roi/what-if-threshold.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { expectGolden, svgText } from './golden.ts';

const surface = (locale: Locale, width = 560) => ({
	document: new JSDOM().window.document,
	width,
	locale
});
const cents = (amount: number) => ({ measured: true as const, cents: amount });
const rate = (wins: number, leads: number) => rateOf(wins, leads) as Rate;

const months = Array.from({ length: 14 }, (_, i): ReportMonth => ({
	month: `${i < 8 ? 2025 : 2026}-${String(((i + 4) % 12) + 1).padStart(2, '0')}`,
	leads: 200 + 10 * i,
	wins: 20 - i,
	cost: i === 3 ? notMeasured('cost-unknown') : cents(900_000 + 20_000 * i),
	revenue: cents(3_000_000 - 150_000 * i),
	mature: i < 10
}));
const spent: CostRevenue = { months, currency: 'EUR', ageDays: 90 };

describe('cost and revenue by month', () => {
	it('is drawn as its golden picture, young months hatched', () => {
		expectGolden('charts/cost-revenue.de.svg', svgText(costRevenue(spent, surface('de'))));
		expectGolden('charts/cost-revenue.en.svg', svgText(costRevenue(spent, surface('en', 300))));
	});

	it.each([
		['empty', { ...spent, months: [] }],
		['one', { ...spent, months: months.slice(0, 1) }],
		['refund', { ...spent, months: [{ ...months[0], cost: cents(-50_000) }] }]
	])('is drawn with little to show: %s', (name, drawn) => {
		const svg = costRevenue(drawn, surface('en'));
		expectGolden(`charts/cost-revenue.${name}.svg`, svgText(svg));
		expect(svg.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
	});

	it('sums months that are old enough and have both numbers, and no others', () => {
		const sums = settledMonths(spent);
		expect(sums.months).toBe(9);
		const counted = months.filter((_, i) => i < 10 && i !== 3);
		expect(sums.costCents).toBe(
			counted.reduce((sum, { cost }) => sum + (cost.measured ? cost.cents : 0), 0)
		);
		expect(costRevenueFacts(spent, 'en').title).toContain('9 months');
	});

	it('says in its table which month is only so far, and leaves an unknown cost open', () => {
		const { rows } = costRevenueFacts(spent, 'en').table;
		expect(rows[3][3]).toBeNull();
		expect(rows.map((row) => row.at(-1)).filter((state) => state === 'so far')).toHaveLength(4);
	});
});

const gate: ReportGate = {
	threshold: 55,
	won: rate(150, 513),
	accepted: rateOf(345, 513),
	caught: rate(150, 256),
	perWeek: 22,
	sameCalls: {
		measured: true,
		threshold: 52,
		leads: 513,
		today: 150,
		asObserved: { wins: 165, ci: [155, 175] },
		asWorked: { measured: true, wins: 167, ci: [157, 177], workedLeads: 300 },
		range: [155, 177]
	},
	fewerCalls: { measured: true, leads: 513, wins: 150, needed: 400, range: [343, 441] },
	later: { leads: 2104, wins: 256, from: '2025-11-29T00:00:00Z' },
	windowDays: 14,
	horizonDays: 120
};

describe('the threshold today and calibrated', () => {
	it('is drawn as its golden picture', () => {
		expectGolden('charts/report-gate.de.svg', svgText(reportGate(gate, surface('de'))));
		expectGolden('charts/report-gate.en.svg', svgText(reportGate(gate, surface('en', 300))));
	});

	it('is one image with its finding as name', () => {
		const svg = reportGate(gate, surface('en'));
		expect(svg.getAttribute('aria-label')).toBe(reportGateFacts(gate, 'en').title);
		expect(svg.querySelector('[role], [aria-label]')).toBeNull();
	});

	it('promises a gain only where the whole range is one', () => {
		const [wins, calls] = gatePairs(gate);
		expect(pairSentence(wins, gate, 'en')).toBe(
			'The same 513 calls would reach 155 to 177 customers instead of 150'
		);
		expect(pairSentence({ ...wins, range: [148, 177] }, gate, 'en')).toContain('is not shown');
		expect(pairSentence({ ...calls, range: [343, 520] }, gate, 'de')).toContain('nicht gezeigt');
	});

	it('leaves out what could not be measured', () => {
		const without = { ...gate, fewerCalls: notMeasured('no-wins') };
		expect(gatePairs(without)).toHaveLength(1);
		expect(gatePairs({ ...without, sameCalls: notMeasured('few-wins') })).toEqual([]);
	});
});

const scored = {
	score: Array.from({ length: 100 }, (_, i) => i),
	leads: Array.from({ length: 100 }, () => 30),
	wins: Array.from({ length: 100 }, (_, i) => Math.floor(i / 10))
};
const spentMonths = Array.from({ length: 12 }, (_, i) => ({
	month: `2025-${String(i + 1).padStart(2, '0')}`,
	cents: 500_000 + 50_000 * i,
	leads: 40 + i
}));

describe('what if', () => {
	const curve = thresholdCurve(scored, 12);
	const budget = budgetCurve(spentMonths, { wins: 60, leads: 500 });
	const drawn: WhatIf = {
		kind: 'threshold',
		points: curve,
		today: { choice: 50, effort: 125, wins: 14 },
		asked: curve[20],
		currency: 'EUR'
	};

	it('is drawn as its golden pictures', () => {
		expectGolden('charts/what-if-threshold.svg', svgText(whatIf(drawn, surface('en'))));
		const money: WhatIf = {
			kind: 'budget',
			points: budget,
			today: { choice: 775_000, effort: 775_000, wins: 5.5 },
			asked: null,
			currency: 'EUR'
		};
		expectGolden('charts/what-if-budget.svg', svgText(whatIf(money, surface('de', 300))));
		const none: WhatIf = { ...money, points: [], today: null };
		expectGolden('charts/what-if-none.svg', svgText(whatIf(none, surface('en'))));
		expect(whatIfFacts(none, 'en').title).toContain('can be judged');
	});

	it('knows more calls where more wins are, and keeps to choices that were seen', () => {
		expect(curve.length).toBeGreaterThan(20);
		expect(curve.length).toBeLessThanOrEqual(61);
		for (let i = 1; i < curve.length; i++) {
			expect(curve[i].effort).toBeLessThan(curve[i - 1].effort);
			expect(curve[i].wins!).toBeLessThanOrEqual(curve[i - 1].wins!);
		}
		expect(budget[0].choice).toBe(500_000);
		expect(budget.at(-1)!.choice).toBe(1_050_000);
		expect(thresholdCurve({ score: [], leads: [], wins: [] }, 1)).toEqual([]);
		expect(budgetCurve(spentMonths.slice(0, 3), { wins: 6, leads: 50 })).toEqual([]);
	});

	it('is told with its range and its assumptions, and refused beyond the data', () => {
		const reasonOf = ({ reason }: { reason: string }) => reason;
		const at = (threshold: number) => whatIfThreshold(scored, threshold, 12, 6000);
		const { told, assumptions } = thresholdSentences(at(50), at(40), 'EUR', 'en', reasonOf);
		expect(told[1]).toMatch(/At 40 points sales would call 150 leads a month/);
		expect(told[2]).toContain('€9,000');
		expect(assumptions).toHaveLength(1);
		const beyond = thresholdSentences(at(50), at(400), 'EUR', 'en', reasonOf).told.at(-1);
		expect(beyond).toBe('No statement: threshold-beyond-data');
		const share = { wins: 60, leads: 500 };
		const then = budgetSentences(
			whatIfBudget(spentMonths, share, 600_000),
			true,
			'EUR',
			'de',
			reasonOf
		);
		expect(then.told[1]).toMatch(/^Mit 6\.000\s€ im Monat: [\d,]+ bis [\d,]+ Leads/);
		expect(then.assumptions).toHaveLength(3);
		const far = whatIfBudget(spentMonths, share, 9_000_000);
		expect(budgetSentences(far, true, 'EUR', 'en', reasonOf).told[0]).toContain('beyond-data');
	});
});

describe('the example of a costs file', () => {
	it('names sources and months of the data, and overhead without a source', () => {
		const { columns, rows } = costsExample(
			['fair', 'search'],
			['2026-07', '2026-08', '2026-09'],
			'CHF'
		);
		expect(columns.map(({ label }) => label)).toEqual([
			'month',
			'source',
			'campaign',
			'kind',
			'amount',
			'currency'
		]);
		expect(new Set(rows.map(([month]) => month))).toEqual(new Set(['2026-08', '2026-09']));
		expect(rows.filter(([, source]) => source === '').map((row) => row[3])).toEqual([
			'sales',
			'tool',
			'sales',
			'tool'
		]);
		expect(costsExample([], ['2026-09'], 'EUR').rows[0][1]).toBe('trade fair');
	});
});
