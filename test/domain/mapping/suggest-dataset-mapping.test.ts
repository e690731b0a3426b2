import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { suggestDatasetMapping } from '#lib/domain/mapping/suggest-dataset-mapping.ts';
import { suggestRole } from '#lib/domain/mapping/suggest-role.ts';

const READINGS: Record<string, Reading> = {
	text: 'text',
	unique: 'text',
	number: 'point-number',
	time: 'iso-time'
};

/** `name: kind value value …` */
function column(text: string): ColumnProfile {
	const [name, rest = 'text'] = text.split(': ');
	const [kind, ...values] = rest.split(' ');
	const reading = READINGS[kind];
	return {
		name,
		type: typeOf(reading),
		reading,
		rows: 100,
		filled: 100,
		distinct: kind === 'unique' ? 100 : Math.max(3, values.length),
		values: values.map((each) => ({ text: each.replaceAll('_', ' '), leads: 10 }))
	};
}

function file(name: string, ...columns: string[]) {
	return { name, columns: columns.map(column), missing: [] };
}

const LEADS = file(
	'contacts.csv',
	'Lead ID: unique',
	'Created: time',
	'Email: text',
	'Company: text',
	'Product: text',
	'Won: text yes no'
);

describe('a suggestion for several files', () => {
	it('gives every file of a role the columns of its own header', () => {
		const english = (name: string) =>
			file(name, 'Lead ID: text', 'Activity date: time', 'Activity type: text open click');
		const german = (name: string) =>
			file(name, 'Lead ID: text', 'Datum: time', 'Aktivitätstyp: text Mail Anruf');
		const names = ['en-1.csv', 'en-2.csv', 'de-1.csv', 'de-2.csv'];
		const given = [LEADS, ...names.map((name) => (name < 'e' ? german(name) : english(name)))];
		const { mapping } = suggestDatasetMapping(given);
		const read = names.map(
			(name) =>
				(mapping.touches?.find((each) => each.file === name) ??
					mapping.touches?.find((each) => each.file === undefined))!.at
		);
		expect(read).toEqual(['Activity date', 'Activity date', 'Datum', 'Datum']);
		expect(mapping.touches).toHaveLength(3);
	});
	it('tells what each of them is, in English', () => {
		const { files, mapping } = suggestDatasetMapping([
			file(
				'activities.csv',
				'Lead ID: text',
				'Activity date: time',
				'Activity type: text open click'
			),
			file('history.csv', 'Lead ID: text', 'New stage: text MQL SQL', 'Changed at: time'),
			file(
				'deals.csv',
				'Deal ID: unique',
				'Lead ID: text',
				'Amount: number',
				'Close date: time',
				'Stage: text Won Lost Open'
			),
			file(
				'spend.csv',
				'Month: text 2026-01 2026-02',
				'Channel: text',
				'Cost: number',
				'Clicks: number'
			),
			file('products.csv', 'Product: unique', 'Price: number'),
			file('readme.csv', 'Note: text', 'By: text'),
			LEADS
		]);
		expect(files.map(({ role }) => role)).toEqual([
			'touches',
			'stages',
			'deals',
			'costs',
			'lookup',
			'unused',
			'leads'
		]);
		expect(mapping).toMatchObject({
			leads: { id: 'Lead ID', email: 'Email' },
			touches: [
				{ lead: { column: 'Lead ID', by: 'id' }, at: 'Activity date', type: 'Activity type' }
			],
			stages: [{ stage: 'New stage', at: 'Changed at' }],
			deals: [
				{
					deal: 'Deal ID',
					amount: 'Amount',
					closedAt: 'Close date',
					outcome: { column: 'Stage', won: ['Won'], lost: ['Lost'] }
				}
			],
			costs: [{ day: 'Month', source: 'Channel', amount: 'Cost', clicks: 'Clicks' }],
			lookups: [{ file: 'products.csv', key: 'Product', leadColumn: 'Product' }]
		});
		expect(parseDatasetMapping(mapping).issues).toEqual([]);
		for (const { reasons } of files) {
			for (const { confidence } of reasons) expect(confidence).toBeGreaterThan(0);
		}
	});

	it('and in German', () => {
		const { files, mapping } = suggestDatasetMapping([
			file(
				'Interessenten.csv',
				'Lead-Nr: unique',
				'Erstellt am: time',
				'E-Mail: text',
				'Gewonnen am: time'
			),
			file(
				'Aktivitäten.csv',
				'E-Mail: text',
				'Zeitpunkt: time',
				'Art: text Klick Öffnung',
				'Betreff: text'
			),
			file(
				'Aufträge.csv',
				'Auftragsnummer: unique',
				'Lead-Nr: text',
				'Betrag: number',
				'Abschlussdatum: time'
			),
			file(
				'Kosten.csv',
				'Kostenart: text Werbung Software',
				'Quelle: text',
				'Jan 26: number',
				'Feb 26: number'
			)
		]);
		expect(files.map(({ role }) => role)).toEqual(['leads', 'touches', 'deals', 'costs']);
		expect(mapping).toMatchObject({
			touches: [
				{ lead: { column: 'E-Mail', by: 'email' }, at: 'Zeitpunkt', type: 'Art', detail: 'Betreff' }
			],
			deals: [{ lead: { by: 'id' }, closedAt: 'Abschlussdatum', outcome: null }],
			costs: [
				{
					months: [
						{ column: 'Jan 26', month: '2026-01' },
						{ column: 'Feb 26', month: '2026-02' }
					],
					kind: { column: 'Kostenart', marketing: ['Werbung'], tool: ['Software'] }
				}
			]
		});
	});

	it('takes an outcome from deals where the leads have none', () => {
		const { mapping } = suggestDatasetMapping([
			file('leads.csv', 'Lead ID: unique', 'Created: time'),
			file('deals.csv', 'Deal ID: unique', 'Lead ID: text', 'Close date: time', 'Won: text yes no')
		]);
		expect(mapping.leads?.outcome).toEqual({ from: 'deals' });
	});

	it('believes whoever says what a file is', () => {
		const { files } = suggestDatasetMapping([
			{ ...LEADS, role: 'leads' },
			{ ...file('x.csv', 'Lead ID: text', 'When: time'), role: 'touches' }
		]);
		expect(files).toMatchObject([
			{ role: 'leads', confidence: 1 },
			{ role: 'touches', confidence: 1 }
		]);
	});

	it('takes files of one header as one table of leads', () => {
		const { files } = suggestDatasetMapping([
			{ ...LEADS, name: '2025.csv' },
			{ ...LEADS, name: '2026.csv', columns: [...LEADS.columns].reverse() }
		]);
		expect(files.map(({ role }) => role)).toEqual(['leads', 'leads']);
	});

	it('sees months and years in two columns', () => {
		const { mapping } = suggestDatasetMapping([
			LEADS,
			file('budget.xlsx', 'Jahr: number 2025 2026', 'Monat: number 1 12', 'Kosten: number')
		]);
		expect(mapping.costs).toMatchObject([{ day: 'Monat', year: 'Jahr', amount: 'Kosten' }]);
	});
});

describe('the role of a file', () => {
	it('is costs where money, impressions and clicks stand beside a date', () => {
		const ads = file(
			'KAG_conversion_data.csv',
			'Date: time',
			'ad_id: unique',
			'xyz_campaign_id: number',
			'Impressions: number',
			'Clicks: number',
			'Spent: number',
			'Approved_Conversion: number 0 1 2'
		);
		expect(suggestRole(ads)[0].role).toBe('costs');
	});
});
