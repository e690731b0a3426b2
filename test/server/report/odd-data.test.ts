import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costsExample } from '#lib/charts/report-costs-example.ts';
import { toCsv } from '#lib/charts/delimited.ts';
import { reportHtml } from '#lib/server/report/report-html.ts';
import { useFigures } from '../usecases/sample-desk.ts';
import { plainReport } from '../usecases/sample-report.ts';

const { importedDesk, folder } = useFigures();
let made = 0;

/** 240 leads over eight months, every sixth won after a month; the last months are young. */
function leadsCsv(value = '1000.00'): string {
	const rows = Array.from({ length: 240 }, (_, i) => {
		const created = Date.UTC(2025, 0, 1 + i);
		const day = (ms: number) => new Date(ms).toISOString();
		const won = i % 6 === 0 && i < 200 ? day(created + 30 * 86_400_000) : '';
		return `L${i},${day(created)},${['fair', 'search'][i % 2]},${won},,${won && value}`;
	});
	return ['id,created_at,source,won_at,lost_at,deal_value', ...rows].join('\n');
}

const flags = [
	'id,source,converted',
	...Array.from(
		{ length: 60 },
		(_, i) => `L${i},${['fair', 'search'][i % 2]},${i % 5 === 0 ? 1 : 0}`
	)
].join('\n');

async function reportOf(leads: string, costs: string | null, query = '') {
	const place = join(folder, `odd-${made++}`);
	mkdirSync(place);
	const write = (name: string, text: string) => {
		writeFileSync(join(place, name), `${text}\n`);
		return { path: join(place, name) };
	};
	const files = [
		{ ...write(`leads-${made}.csv`, leads), role: 'leads' as const },
		...(costs === null ? [] : [{ ...write('costs.csv', costs), role: 'costs' as const }])
	];
	const desk = await importedDesk({ files, mapping: null }, query);
	const { report } = await plainReport(desk, query);
	const page = reportHtml(report, { locale: 'en', version: '1', tools: null });
	expect(page).not.toMatch(/NaN|Infinity|undefined/);
	return { report, page };
}

const costsOf = (rows: string[]) => ['month,source,kind,amount,currency', ...rows].join('\n');
const months = ['2025-01', '2025-02', '2025-03', '2025-04'];

describe('the report of odd data', () => {
	it('without costs says so, and calls nothing 0', async () => {
		const { report, page } = await reportOf(leadsCsv(), null);
		expect(report.costs).toMatchObject({ measured: false, reason: 'no-costs' });
		expect(report.money.figures.roas).toMatchObject({ reason: 'no-costs' });
		expect(page).toContain('unknown, not zero');
	});

	it('with the example of a costs file tells the money', async () => {
		const example = toCsv(costsExample(['fair', 'search'], months.slice(0, 2), 'EUR'), 'en');
		const { report } = await reportOf(leadsCsv(), example.trim().replaceAll('\r', ''));
		if (!report.costs.measured) throw new Error(report.costs.reason);
		expect(report.costs.booked).toEqual({ marketing: 570_000, sales: 1_300_000, tool: 96_000 });
		expect(report.money.figures.cacFull.measured).toBe(true);
	});

	it('without any revenue tells a return of nothing, not none', async () => {
		const costs = costsOf(months.map((month) => `${month},fair,marketing,100,EUR`));
		const { report, page } = await reportOf(leadsCsv('0'), costs);
		expect(report.money.sums.revenueCents).toBe(0);
		expect(report.money.figures.roas).toMatchObject({ measured: true, ratio: 0 });
		expect(page).toContain('customers and no revenue so far');
		expect(page).not.toContain('no revenue is known');
	});

	it('with more refunded than spent tells no return', async () => {
		const costs = costsOf(months.map((month) => `${month},fair,marketing,-100,EUR`));
		const { report } = await reportOf(leadsCsv(), costs);
		expect(report.months[0].cost).toEqual({ measured: true, cents: -10_000 });
		expect(report.money.figures.cacFull).toMatchObject({ reason: 'cost-negative' });
	});

	it('in two currencies without a rate adds nothing up, and with one all', async () => {
		const costs = costsOf(
			months.flatMap((month) => [
				`${month},fair,marketing,100,EUR`,
				`${month},fair,marketing,200,EUR`,
				`${month},search,marketing,100,USD`
			])
		);
		const { report } = await reportOf(leadsCsv(), costs);
		expect(report.costs).toMatchObject({
			reason: 'exchange-rate-missing',
			params: { currency: 'USD' }
		});
		expect(report.money.figures.roas).toMatchObject({ reason: 'exchange-rate-missing' });
		const known = await reportOf(leadsCsv(), costs, 'rates=USD:0.5');
		if (!known.report.costs.measured) throw new Error(known.report.costs.reason);
		expect(known.report.costs.booked.marketing).toBe(4 * 35_000);
		expect(known.page).toContain('1 USD = 0.5 EUR');
	});

	it('with leads that are all young tells no rate', async () => {
		const { report, page } = await reportOf(leadsCsv(), null, 'age=365');
		expect(report.leads.counted).toBe(0);
		expect(report.customerRate).toMatchObject({ measured: false, reason: 'all-immature' });
		expect(page).toContain('younger than 365 days');
	});

	it('in a period without leads says that there is none', async () => {
		const { page } = await reportOf(leadsCsv(), null, 'from=2031-01-01');
		expect(page).toContain('No lead was created in this period');
	});

	it('without dates tells rates of all leads, and nothing of time', async () => {
		const { report, page } = await reportOf(flags, null);
		expect(report.asked.dataDate).toBeNull();
		expect(report.customerRate).toMatchObject({ wins: 12, leads: 60 });
		expect(report.months).toEqual([]);
		expect(page).toContain('Creation or outcome has no date, so nothing is said of time.');
		expect(page).not.toMatch(/within \d+ days/);
	});

	it('with dates of creation alone has months, and says that nobody knows their age', async () => {
		const days = flags.split('\n').map((line, i) => {
			return `${line},${i === 0 ? 'created_at' : `2025-01-${10 + (i % 20)}`}`;
		});
		const costs = costsOf(['2025-01,fair,marketing,100,EUR']);
		const { report, page } = await reportOf(days.join('\n'), costs);
		expect(report.asked.dataDate).toBeNull();
		expect(report.months).toHaveLength(1);
		expect(page).toContain('Counted are all months; how old their leads are is not known.');
		expect(page).not.toMatch(/old enough|younger than|Hatched/);
	});

	it('with one source has nothing to compare it with', async () => {
		const one = leadsCsv().replaceAll('search', 'fair');
		const { report } = await reportOf(one, null);
		if (!report.sources.measured) throw new Error(report.sources.reason);
		expect(report.sources.rungs[0].others).toMatchObject({ reason: 'one-source' });
	});
});
