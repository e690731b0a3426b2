import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { has, SHARED, sharedTable } from '../../reference/table.ts';
import { useFigures } from './sample-desk.ts';
import { oddNumbers } from '../../odd-numbers.ts';

const ADS = 'data/kag_ads/KAG_conversion_data.csv';
const LEADS = 'data/xeducation/Leads.csv';
const figures = useFigures();
const none = { today: null, calibrated: null };

type Files = Parameters<typeof figures.importedDesk>[0];

const reportOf = async (files: Files, query = '') =>
	sourceReport(
		await figures.importedDesk(files, query),
		sourcesFromUrl(new URLSearchParams(query)),
		none
	);

let written = 0;
function write(name: 'leads.csv' | 'costs.csv' | 'touches.csv', content: string) {
	const role = name.slice(0, -4) as 'leads' | 'costs' | 'touches';
	const folder = join(figures.folder, `files-${written++}`);
	mkdirSync(folder);
	writeFileSync(join(folder, name), content);
	return { path: join(folder, name), role };
}

const leadsMapping = (more: object) => ({
	id: 'id',
	createdAt: null,
	source: 'source',
	outcome: { column: 'won', won: ['yes'] },
	value: null,
	order: null,
	missing: [],
	...more
});
const costsMapping = {
	day: 'day',
	source: 'source',
	campaign: null,
	kind: 'marketing',
	amount: 'amount',
	currency: 'currency'
};

describe.skipIf(!has(ADS))(`advertising costs as a dataset (../shared/${ADS})`, () => {
	it('give the cost per approved conversion of each campaign, and the totals', async () => {
		const table = sharedTable(ADS);
		const campaign = table.text('xyz_campaign_id');
		const [spent, conversions, approved] = ['Spent', 'Total_Conversion', 'Approved_Conversion'].map(
			(column) => table.numbers(column)
		);
		const leads = campaign.flatMap((source, i) =>
			Array.from({ length: Math.max(conversions[i], approved[i]) }, (_, n) => {
				return `${i}-${n},${source},${n < approved[i] ? 'yes' : 'no'}`;
			})
		);
		const costs = campaign.map((source, i) => `2017-08-20,${source},${spent[i].toFixed(2)},USD`);
		const report = await reportOf({
			files: [
				write('leads.csv', ['id,source,won', ...leads].join('\n')),
				write('costs.csv', ['day,source,amount,currency', ...costs].join('\n'))
			],
			mapping: { leadgauge: 1, leads: leadsMapping({}), costs: [costsMapping] }
		});
		const { money } = report;
		expect(report.ageDays).toBeNull();
		expect(money.currency).toBe('USD');
		const costOf = (group: string) => {
			const { costPerWin } = money.rows.find((row) => row.group === group)!.figures;
			return costPerWin.measured ? costPerWin.cents / 100 : null;
		};
		expect(costOf('916')).toBeCloseTo(6.238, 3);
		expect(costOf('936')).toBeCloseTo(15.811, 3);
		expect(costOf('1178')).toBeCloseTo(63.833, 3);
		expect(money.all.sums).toMatchObject({ wins: 1079, cost: { marketing: 5_870_523 } });
		expect(money.costs).toMatchObject({ booked: { marketing: 5_870_523 } });
		expect(money.rows.every(({ figures: { roas } }) => !roas.measured)).toBe(true);
	}, 60_000);
});

describe.skipIf(!has(LEADS))(`leads of a course provider as a dataset (../shared/${LEADS})`, () => {
	it('give the conversion of each source, over all leads as nothing has a date', async () => {
		const table = sharedTable(LEADS);
		const [source, converted] = [table.text('Lead Source'), table.text('Converted')];
		const report = await reportOf({
			files: [{ path: join(SHARED, LEADS) }],
			mapping: leadsMapping({
				id: 'Prospect ID',
				source: 'Lead Source',
				outcome: { column: 'Converted', won: ['1'] }
			})
		});
		expect(report.ageDays).toBeNull();
		expect(report.trend).toMatchObject({ reason: 'no-dated-outcome' });
		const truth = new Map<string, { leads: number; wins: number }>();
		source.forEach((name, i) => {
			const sum = truth.get(name) ?? { leads: 0, wins: 0 };
			sum.leads++;
			if (converted[i] === '1') sum.wins++;
			truth.set(name, sum);
		});
		expect(report.sources).toHaveLength(truth.size);
		for (const { figures: found } of report.sources) {
			expect(found.immature).toBe(0);
			expect(found.customerRate).toMatchObject(truth.get(found.source)!);
		}
		const olark = report.sources.find((each) => each.figures.source === 'Olark Chat')!;
		const reference = report.sources.find((each) => each.figures.source === 'Reference')!;
		expect([olark.verdict, reference.verdict]).toEqual(['worse', 'better']);
		expect(oddNumbers(report)).toEqual([]);
	}, 60_000);
});

const DATED = `id,source,created,won_at,lost_at
1,fair,2026-01-05,2026-01-20,
2,fair,2026-01-08,,2026-02-01
3,web,2026-01-09,2026-02-02,
4,web,2026-02-03,,
5,,2026-02-10,,`;
const dated = leadsMapping({
	createdAt: 'created',
	outcome: { wonAt: 'won_at', lostAt: 'lost_at' }
});

describe('costs that are odd', () => {
	const withCosts = (rows: string[], query = 'months=all&age=30') =>
		reportOf(
			{
				files: [
					write('leads.csv', DATED),
					write('costs.csv', ['day,source,amount,currency', ...rows].join('\n'))
				],
				mapping: { leadgauge: 1, leads: dated, costs: [costsMapping] }
			},
			query
		);

	it('in two currencies wait for a rate, and add up with one', async () => {
		const rows = ['2026-01,fair,100.00,EUR', '2026-01,web,50.00,CHF', '2026-02,web,70.00,EUR'];
		const without = await withCosts(rows);
		const missing = { reason: 'exchange-rate-missing', params: { currency: 'CHF' } };
		expect(without.money.costs).toMatchObject(missing);
		expect(without.money.all.figures.costPerLead).toMatchObject(missing);
		const rated = await withCosts(rows, 'months=all&age=30&rates=CHF:1.05');
		expect(rated.money.costs).toMatchObject({ booked: { marketing: 10_000 + 5_250 + 7_000 } });
	}, 60_000);

	it('are negative where more was refunded than spent: no cost per lead, and no crash', async () => {
		const { money } = await withCosts(['2026-01,fair,100.00,EUR', '2026-01,fair,-130.00,EUR']);
		const fair = money.rows.find(({ group }) => group === 'fair')!;
		expect(fair.figures.costPerLead).toMatchObject({ reason: 'cost-negative' });
		expect(money.costs).toMatchObject({ booked: { marketing: -3_000 } });
		expect(oddNumbers(money)).toEqual([]);
	}, 60_000);
});

describe('data that says little', () => {
	it('without a source column are all leads in one group, and all cost stands against them', async () => {
		const report = await reportOf(
			{
				files: [
					write('leads.csv', DATED),
					write('costs.csv', 'day,source,amount,currency\n2026-01,anything,30.00,EUR')
				],
				mapping: { leadgauge: 1, leads: { ...dated, source: null }, costs: [costsMapping] }
			},
			'months=all&age=10'
		);
		expect(report.field).toBeNull();
		expect(report.sources).toHaveLength(1);
		const [group] = report.money.rows;
		expect(group.figures.costPerLead).toEqual({ measured: true, cents: 1_000 });
		expect(group.withoutCost).toEqual({ months: 1, leads: 2 });
		expect(report.money.all.figures.costPerLead).toEqual({ measured: true, cents: 600 });
		expect(report.repeats).toMatchObject({ reason: 'no-deal-file' });
		expect(report.attribution).toMatchObject({ reason: 'no-touch-file' });
	}, 60_000);

	it('with touches of one channel a win has nothing to attribute', async () => {
		const report = await reportOf({
			files: [
				write('leads.csv', DATED),
				write('touches.csv', 'lead,at,channel\n1,2026-01-05,fair\n3,2026-01-09,web')
			],
			mapping: {
				leadgauge: 1,
				leads: dated,
				touches: [{ lead: 'lead', at: 'at', channel: 'channel' }]
			}
		});
		expect(report.attribution).toMatchObject({ reason: 'single-touch-data' });
	}, 60_000);
});
