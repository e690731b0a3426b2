import { describe, expect, it } from 'vitest';
import { addCents, centsOf as sumOfKinds } from '#lib/domain/roi/cents-by-kind.ts';
import type { CentsByKind } from '#lib/domain/roi/allocate-costs.ts';
import { moneyOf } from '#lib/server/usecases/money-of.ts';
import { useFigures } from './sample-desk.ts';
import { centsOf, daysFrom, newestDate, sampleRows } from './sample-rows.ts';

const figures = useFigures();
const none = { marketing: 0, sales: 0, tool: 0 };

const sum = (parts: CentsByKind[]) => parts.reduce(addCents, none);

describe('the money of the sample', () => {
	it('is that of every month and source, counted lead by lead', async () => {
		const { cells, ageDays } = await moneyOf(await figures.sampleDesk(), { rates: [] });
		const dataDate = newestDate();
		const rows = sampleRows('leads');
		const stages = sampleRows('stages');
		const reached = (...names: string[]) =>
			new Set(stages.filter(({ stage }) => names.includes(stage)).map((row) => row.lead_id));
		const mqls = reached('MQL', 'SAL', 'SQL', 'opportunity', 'won');
		const sqls = reached('SQL', 'opportunity', 'won');
		expect(cells.length).toBe(
			new Set(rows.map((row) => `${row.created_at.slice(0, 7)} ${row.source}`)).size
		);
		for (const cell of cells) {
			const own = rows.filter(
				(row) => row.source === cell.source && row.created_at.startsWith(cell.month)
			);
			const won = own.filter((row) => row.won_at);
			expect(cell).toMatchObject({
				leads: own.length,
				immature: own.filter((row) => daysFrom(row.created_at, dataDate) < ageDays!).length,
				mqls: own.filter((row) => mqls.has(row.lead_id) || row.won_at).length,
				sqls: own.filter((row) => sqls.has(row.lead_id) || row.won_at).length,
				wins: won.length,
				revenueCents: won.reduce((all, row) => all + centsOf(row.deal_value_eur || '0'), 0)
			});
		}
	});

	it('counts a customer once, at the first win of the account', async () => {
		const { cells } = await moneyOf(await figures.sampleDesk(), { rates: [] });
		const accounts = sampleRows('leads')
			.filter((row) => row.won_at)
			.map((row) => row.account || row.lead_id);
		const customers = cells.reduce((all, cell) => all + cell.customers, 0);
		expect(customers).toBe(new Set(accounts).size);
		expect(customers).toBeLessThan(accounts.length);
	});

	it('allocates every booked cent by month and source', async () => {
		const { cells, costs, withoutLeads } = await moneyOf(await figures.sampleDesk(), { rates: [] });
		if (!costs.measured) throw new Error(costs.reason);
		const booked = sampleRows('costs');
		const centsIn = (of: (row: Record<string, string>) => boolean) =>
			booked.filter(of).reduce((all, row) => all + centsOf(row.amount), 0);
		expect(sumOfKinds(costs.booked)).toBe(centsIn(() => true));
		expect(costs.booked.marketing).toBe(centsIn((row) => row.kind === 'marketing'));
		expect(sumOfKinds(costs.overhead)).toBe(centsIn((row) => row.source === ''));
		for (const cell of cells) {
			const own = centsIn((row) => row.month === cell.month && row.source === cell.source);
			if (own > 0) expect(cell.cost).toMatchObject({ measured: true, marketing: own });
			else expect(cell.cost).toMatchObject({ measured: false, reason: 'cost-unknown' });
		}
		expect(sum(cells.map(({ overhead }) => overhead))).toEqual(costs.overhead);
		expect(withoutLeads.map(({ source }) => source)).toContain('trade magazine');
		expect(sum([costs.onLeads, costs.onOtherLeads, costs.withoutLeads, costs.overhead])).toEqual(
			costs.booked
		);
	});

	it('does not know what referral and partner cost', async () => {
		const { cells } = await moneyOf(await figures.sampleDesk(), { rates: [] });
		const unknown = cells.filter(({ source }) => ['referral', 'partner'].includes(source));
		expect(unknown.length).toBeGreaterThan(20);
		expect(unknown.every(({ cost }) => !cost.measured)).toBe(true);
	});

	it('leaves filtered leads their share, and shows what went to the others', async () => {
		const query = 'filter=country:DE&from=2025-01-01&to=2025-06-15';
		const { cells, costs, outside } = await moneyOf(await figures.sampleDesk(query), { rates: [] });
		if (!costs.measured) throw new Error(costs.reason);
		const all = await moneyOf(await figures.sampleDesk('from=2025-01-01&to=2025-06-15'), {
			rates: []
		});
		if (!all.costs.measured) throw new Error(all.costs.reason);
		expect(costs.booked).toEqual(all.costs.booked);
		expect(addCents(costs.onLeads, costs.onOtherLeads)).toEqual(all.costs.onLeads);
		expect(costs.onOtherLeads.marketing).toBeGreaterThan(0);
		const booked = sampleRows('costs').reduce((sum, row) => sum + centsOf(row.amount), 0);
		expect(sumOfKinds(costs.booked) + sumOfKinds(outside)).toBe(booked);
		const one = cells.find((cell) => cell.source === 'webinar' && cell.month === '2025-02')!;
		const same = sampleRows('leads').filter(
			(row) => row.source === 'webinar' && row.created_at.startsWith('2025-02')
		);
		const german = same.filter(({ country }) => country === 'DE').length;
		const spent = sampleRows('costs')
			.filter((row) => row.source === 'webinar' && row.month === '2025-02')
			.reduce((sum, row) => sum + centsOf(row.amount), 0);
		expect(one.cost.measured && one.cost.marketing / spent).toBeCloseTo(german / same.length, 3);
	});

	it('goes by campaign where costs name campaigns', async () => {
		const { cells, costs } = await moneyOf(await figures.sampleDesk(), {
			rates: [],
			by: { field: 'utm_campaign', reading: 'value' }
		});
		if (!costs.measured) throw new Error(costs.reason);
		const ofCampaign = cells.filter(
			({ part, month }) => part === 'cfo-guide' && month === '2025-03'
		);
		const cents = ofCampaign.reduce(
			(all, { cost }) => all + (cost.measured ? cost.marketing : 0),
			0
		);
		const spent = sampleRows('costs')
			.filter((row) => row.campaign === 'cfo-guide' && row.month === '2025-03')
			.reduce((all, row) => all + centsOf(row.amount), 0);
		expect(cents).toBe(spent);
		expect(sum([costs.onLeads, costs.withoutLeads, costs.overhead])).toEqual(costs.booked);
	});
});
