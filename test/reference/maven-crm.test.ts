import { beforeAll, describe, expect, it } from 'vitest';
import { cardVerdictSentence } from '#lib/charts/card-verdict-sentence.ts';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { calibratedFile } from './calibrated-file.ts';
import { has } from './table.ts';

const FILE = 'data/maven_crm/opportunities/sales_pipeline.csv';

const MAPPING = {
	id: 'opportunity_id',
	createdAt: 'engage_date',
	source: null,
	outcome: { column: 'deal_stage', won: ['Won'], lost: ['Lost'] },
	value: 'close_value',
	order: null,
	missing: []
};

const oneOf = (id: string, field: string, points: number, ...values: string[]) => ({
	id,
	label: id,
	points,
	when: { field, operator: 'one-of', values }
});
/** What a vendor might believe in: products, accounts and people. */
const CARD = {
	leadgauge: 1,
	name: 'Pipeline',
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [
				oneOf('gtx', 'product', 20, 'GTX Basic', 'GTX Plus Basic', 'GTXPro', 'GTX Plus Pro'),
				oneOf('special', 'product', 10, 'MG Special'),
				oneOf('key-accounts', 'account', 15, 'Kan-code', 'Hottechi', 'Konex', 'Condax', 'Cheers'),
				oneOf('small-accounts', 'account', -10, 'Cancity', 'Isdom', 'Codehow', 'Bioholding')
			]
		},
		{
			id: 'team',
			label: 'Team',
			kind: 'engagement',
			rules: [
				oneOf('seniors', 'sales_agent', 10, 'Darcel Schlecht', 'Vicki Laflamme', 'Kary Hendrixson'),
				oneOf('juniors', 'sales_agent', -5, 'Anna Snelling', 'Lajuana Vencill', 'Markita Hansen')
			]
		}
	],
	thresholds: { mql: 20, sql: 35 }
};

describe.skipIf(!has(FILE))(`closed deals without signal (../shared/${FILE})`, () => {
	let found: Calibration;
	beforeAll(async () => {
		found = await calibratedFile(FILE, MAPPING, CARD);
	}, 60_000);

	it('are the deals that are closed; open ones are left out', () => {
		const { leads } = found;
		expect(leads.train + leads.test).toBe(6711);
		expect(leads.wins).toBe(4238);
		expect(leads.excludedBecause.outcomeUnknown).toBe(1589);
	});

	it('show that the card is no better than the base rate, in both languages', () => {
		expect(found.verdict.verdict).toBe('no-signal');
		expect(cardVerdictSentence(found, 'en').headline).toContain('no better than the base rate');
		expect(cardVerdictSentence(found, 'de').headline).toContain('nicht besser als die Grundquote');
	});

	it('prove no rule', () => {
		expect(found.rules).toHaveLength(6);
		expect(found.rules.map((rule) => rule.verdict)).toEqual(
			found.rules.map(() => 'not-enough-data')
		);
		expect(found.verdict.wrongRules).toBe(0);
	});

	it('show it at random as well: nothing there to be flattered by', () => {
		const { randomSplit, drift } = found.honesty;
		expect(randomSplit).toMatchObject({ measured: true, flatters: [] });
		expect(drift).toMatchObject({ measured: true, level: 'within-chance' });
	});
});
