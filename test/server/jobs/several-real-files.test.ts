import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatasetFiles } from './dataset-files.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const KAG = join(DATA, 'kag_ads/KAG_conversion_data.csv');
const BUDGET = join(DATA, 'excel_real/Budget Sample.xlsx');

let files: DatasetFiles;
beforeEach(async () => {
	files = new DatasetFiles();
	await files.open();
	await files.add('leads', 'leads.csv', 'id,won\na,yes\nb,no\n');
});
afterEach(() => files.close());

const LEADS = { id: 'id', outcome: { column: 'won', won: ['yes'] } };

describe.skipIf(!existsSync(KAG))(`kag_ads as costs (${KAG})`, () => {
	it('keeps every ad, those without clicks or spend as well, and the sums', async () => {
		files.use('costs', KAG);
		const manifest = await files.check({
			leadgauge: 1,
			leads: LEADS,
			costs: {
				day: 'Date',
				campaign: 'xyz_campaign_id',
				amount: 'Spent',
				currency: { code: 'USD' },
				impressions: 'Impressions',
				clicks: 'Clicks'
			}
		});
		expect(manifest.files?.[1]).toMatchObject({ read: 1143, loaded: 1143, rejected: 0, merged: 0 });
		expect(
			await files.rows(
				'sum(impressions), sum(clicks), count(*) FILTER (amount = 0), count(*) FILTER (clicks = 0)',
				'costs'
			)
		).toEqual(['213434828|38165|207|207']);
		const ofCampaign = 'campaign, count(*), round(sum(amount) / 100)';
		expect(await files.rows(ofCampaign, 'costs GROUP BY campaign ORDER BY campaign')).toEqual([
			'1178|625|55662.0',
			'916|54|150.0',
			'936|464|2893.0'
		]);
		expect(await files.rows('min(day), max(until)', 'costs')).toEqual(['2023-08-01|2023-08-31']);
	});
});

describe.skipIf(!existsSync(BUDGET))(`a workbook of budgets as costs (${BUDGET})`, () => {
	it('is read with month and year from two columns', async () => {
		files.use('costs', BUDGET);
		const manifest = await files.check({
			leadgauge: 1,
			leads: LEADS,
			costs: {
				day: 'Month',
				year: 'Years',
				source: 'Organisation_ID',
				campaign: 'AccountClass',
				amount: 'NetAmount_LC',
				kind: 'sales',
				currency: { code: 'EUR' }
			}
		});
		const [, costs] = manifest.files ?? [];
		expect(costs).toMatchObject({ read: 196, role: 'costs' });
		expect(costs.read).toBe(costs.loaded + costs.rejected + costs.merged);
		expect(costs.rejected).toBe(0);
		expect(
			await files.rows(
				'min(day), max(until), count(DISTINCT day), round(sum(amount) / 100)',
				'costs'
			)
		).toEqual(['2021-01-01|2022-11-30|18|10945.0']);
	});
});
