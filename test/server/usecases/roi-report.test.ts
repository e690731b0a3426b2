import { beforeAll, describe, expect, it } from 'vitest';
import { centsOf as centsOfKinds } from '#lib/domain/roi/cents-by-kind.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { useFigures } from './sample-desk.ts';
import { plainReport, sampleReport } from './sample-report.ts';
import { centsOf, daysFrom, newestDate, sampleRows, type Row } from './sample-rows.ts';

const figures = useFigures();
const AGE = 180;

let report: RoiReport;
beforeAll(async () => {
	report = (await sampleReport(await figures.sampleDesk(), 'margin=60')).report;
}, 60_000);

const leads = sampleRows('leads');
const costs = sampleRows('costs');
const dataDate = newestDate();
const total = (rows: Row[], of: (row: Row) => number) =>
	rows.reduce((sum, row) => sum + of(row), 0);
const isMature = (row: Row) => daysFrom(row.created_at, dataDate) >= AGE;
const monthOf = (row: Row) => row.created_at.slice(0, 7);
const youngMonths = new Set(leads.filter((row) => !isMature(row)).map(monthOf));
const firstYoung = [...youngMonths].sort()[0];
const inOldMonth = (month: string) => month < firstYoung;
const isCustomerByAge = (row: Row) => row.won_at && daysFrom(row.created_at, row.won_at) <= AGE;

/** Ids of won leads that are the first of their account; leads without one are customers of their own. */
const firstWins = (() => {
	const seen = new Set<string>();
	const won = leads.filter((row) => row.won_at);
	const ordered = won.toSorted((a, b) => Date.parse(a.won_at) - Date.parse(b.won_at));
	return new Set(
		ordered.flatMap((row) => {
			if (row.account && seen.has(row.account)) return [];
			seen.add(row.account);
			return [row.lead_id];
		})
	);
})();

describe('the report on the sample equals a count lead by lead', () => {
	it('for the lead-to-customer rate at the fixed age', () => {
		const mature = leads.filter(isMature);
		const customers = mature.filter(isCustomerByAge);
		expect(report.asked.ageDays).toBe(AGE);
		expect(report.customerRate).toMatchObject({
			wins: customers.length,
			leads: mature.length,
			rate: customers.length / mature.length
		});
		expect(report.leads).toEqual({
			selected: leads.length,
			counted: mature.length,
			immature: leads.length - mature.length,
			leftOut: 0
		});
	});

	it('for everything booked and won in the months that are old enough', () => {
		const { sums, figures: found, period } = report.money;
		const old = leads.filter((row) => inOldMonth(monthOf(row)));
		const spent = costs.filter((row) => inOldMonth(row.month));
		const won = old.filter((row) => row.won_at);
		const cents = total(spent, (row) => centsOf(row.amount));
		const revenue = total(won, (row) => centsOf(row.deal_value_eur || '0'));
		const customers = won.filter((row) => firstWins.has(row.lead_id)).length;
		if (!sums.cost.measured) throw new Error(sums.cost.reason);
		expect(centsOfKinds(sums.cost) + centsOfKinds(sums.overhead!)).toBe(cents);
		expect(sums).toMatchObject({
			leads: old.length,
			wins: won.length,
			customers,
			revenueCents: revenue
		});
		expect(period!.months).toBe(new Set(old.map(monthOf)).size);
		const ratio = (figure: typeof found.roas) => (figure.measured ? figure.ratio : NaN);
		expect(found.cacFull.measured && found.cacFull.cents).toBeCloseTo(cents / customers, 6);
		expect(ratio(found.roiFull)).toBeCloseTo((0.6 * revenue - cents) / cents, 10);
		const marketing = total(
			spent.filter((row) => row.kind === 'marketing'),
			(row) => centsOf(row.amount)
		);
		expect(ratio(found.roas)).toBeCloseTo(revenue / marketing, 10);
	});

	it('for every month, with those that are still young marked', () => {
		expect(report.months.map(({ month }) => month)).toEqual(
			[...new Set(leads.map(monthOf))].sort()
		);
		for (const { month, cost, revenue, wins, mature, ...found } of report.months) {
			const own = leads.filter((row) => monthOf(row) === month);
			const won = own.filter((row) => row.won_at);
			const spent = total(
				costs.filter((row) => row.month === month),
				(row) => centsOf(row.amount)
			);
			expect(found.leads).toBe(own.length);
			expect(wins).toBe(won.length);
			expect(cost).toEqual({ measured: true, cents: spent });
			const cents = total(won, (row) => centsOf(row.deal_value_eur || '0'));
			expect(revenue).toEqual({ measured: true, cents });
			expect(mature).toBe(inOldMonth(month));
		}
		expect(report.months.some(({ mature }) => !mature)).toBe(true);
	});

	it('for every source: its rate, and what a customer of it cost', () => {
		if (!report.sources.measured) throw new Error(report.sources.reason);
		const { rungs } = report.sources;
		expect(rungs.map(({ source }) => source).sort()).toEqual(
			[...new Set(leads.map(({ source }) => source))].sort()
		);
		for (const { source, raw, figures: found } of rungs) {
			const own = leads.filter((row) => row.source === source);
			const mature = own.filter(isMature);
			const wins = mature.filter(isCustomerByAge).length;
			expect(raw).toMatchObject({ wins, leads: mature.length });
			const spent = costs.filter((row) => row.source === source && inOldMonth(row.month));
			const months = new Set(spent.map(({ month }) => month));
			const counted = own.filter((row) => months.has(monthOf(row)));
			const customers = counted.filter((row) => firstWins.has(row.lead_id)).length;
			const cents = total(spent, (row) => centsOf(row.amount));
			if (spent.length === 0) expect(found.cacPaid).toMatchObject({ reason: 'cost-unknown' });
			else {
				expect(found.cacPaid.measured && found.cacPaid.cents).toBeCloseTo(cents / customers, 6);
			}
		}
	});

	it('for the cost of a source without any lead, and the reconciliation to the cent', () => {
		if (!report.sources.measured || !report.costs.measured) throw new Error('not measured');
		const magazine = costs.filter(({ source }) => source === 'trade magazine');
		const old = magazine.filter(({ month }) => inOldMonth(month));
		expect(report.sources.withoutLeads).toEqual([
			{ source: 'trade magazine', cents: total(old, (row) => centsOf(row.amount)) }
		]);
		const { booked, onLeads, onOtherLeads, withoutLeads, overhead } = report.costs;
		expect(centsOfKinds(booked)).toBe(total(costs, (row) => centsOf(row.amount)));
		const parts = [onLeads, onOtherLeads, withoutLeads, overhead].map(centsOfKinds);
		expect(parts.reduce((sum, cents) => sum + cents, 0)).toBe(centsOfKinds(booked));
	});

	it('for every bar of the funnel', () => {
		const { found } = report.funnel.view;
		if (!found.measured) throw new Error(found.reason);
		const mature = leads.filter(isMature);
		expect(found.steps[0].n).toBe(mature.length);
		expect(found.steps.at(-1)!.n).toBe(mature.filter(isCustomerByAge).length);
	});
});

describe('the report finds what was planted', () => {
	it('calls the trade fair clearly worse, and does not put the lucky podcast first', () => {
		if (!report.sources.measured) throw new Error(report.sources.reason);
		const { worse, better, rungs } = report.sources;
		expect(worse).toContain('trade fair');
		expect(better).toEqual(['referral', 'partner']);
		const podcast = rungs.find(({ source }) => source === 'podcast')!;
		expect(podcast.verdict).toBe('cannot-tell');
		expect(podcast.shrunk.measured && podcast.shrunk.hi - podcast.shrunk.lo).toBeGreaterThan(0.2);
	});

	it('promises more wins from the same calls as a range, and the same wins from fewer calls', () => {
		const { gate } = report;
		if (!gate.measured || !gate.sameCalls.measured || !gate.fewerCalls.measured) {
			throw new Error('not measured');
		}
		expect(gate.threshold).toBe(55);
		const { today, range, asObserved } = gate.sameCalls;
		expect(gate.won.wins).toBe(today);
		expect(gate.caught).toMatchObject({ wins: today, leads: gate.later.wins });
		expect(range[0]).toBeGreaterThan(today);
		expect(asObserved.wins).toBeGreaterThanOrEqual(range[0]);
		expect(asObserved.wins).toBeLessThanOrEqual(range[1]);
		expect(gate.fewerCalls.range[1]).toBeLessThan(gate.won.leads);
	});
});

describe('the report of a part', () => {
	it('counts the leads of a period and a filter, and never cuts what came later', async () => {
		const query = 'from=2025-01-01&to=2025-06-30&filter=country:DE';
		const { report: part } = await plainReport(await figures.sampleDesk(query));
		const own = leads.filter(
			(row) =>
				row.country === 'DE' && row.created_at >= '2025-01-01' && row.created_at < '2025-07-01'
		);
		expect(part.customerRate).toMatchObject({
			wins: own.filter(isCustomerByAge).length,
			leads: own.length
		});
		expect(part.asked.filters).toEqual([{ field: 'country', values: ['DE'] }]);
		expect(part.gate).toMatchObject({ measured: false, reason: 'no-scorecard' });
	});

	it('stays whole in a period without leads and where all are young', async () => {
		const none = (await plainReport(await figures.sampleDesk('from=2030-01-01'))).report;
		expect(none.leads.selected).toBe(0);
		expect(none.customerRate.measured).toBe(false);
		const young = (await plainReport(await figures.sampleDesk('from=2026-08-15'))).report;
		expect(young.leads.counted).toBe(0);
		expect(young.money.figures.cacFull).toMatchObject({ reason: 'months-too-young' });
		expect(young.months.every(({ mature }) => !mature)).toBe(true);
	});
});
