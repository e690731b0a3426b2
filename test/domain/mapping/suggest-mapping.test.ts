import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import { typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { headerWords } from '#lib/domain/mapping/header-words.ts';
import { missingTokens } from '#lib/domain/mapping/missing-tokens.ts';
import { suggestMapping } from '#lib/domain/mapping/suggest-mapping.ts';

const READING: Record<string, Reading> = {
	text: 'text',
	number: 'point-number',
	timestamp: 'iso-time'
};

function column(name: string, kind: keyof typeof READING | 'unique', texts: string[] = []) {
	const reading = READING[kind] ?? 'text';
	const values = texts.map((text) => ({ text, leads: 10 }));
	const distinct = kind === 'unique' ? 100 : Math.max(texts.length, 3);
	const profile: ColumnProfile = {
		name,
		type: typeOf(reading),
		reading,
		rows: 100,
		filled: 100,
		distinct,
		values
	};
	return profile;
}

describe('a suggested mapping', () => {
	it('finds the roles of an English export', () => {
		const { mapping } = suggestMapping([
			column('Record ID', 'unique'),
			column('Create Date', 'timestamp'),
			column('Close Date', 'timestamp'),
			column('Closed Lost Date', 'timestamp'),
			column('First Contacted', 'timestamp'),
			column('Opportunity Created Date', 'timestamp'),
			column('Original Source', 'text', ['web', 'fair']),
			column('Company Name', 'text'),
			column('Deal Amount', 'number'),
			column('Number of Visits', 'number')
		]);
		expect(mapping).toEqual({
			id: 'Record ID',
			createdAt: 'Create Date',
			source: 'Original Source',
			outcome: { wonAt: 'Close Date', lostAt: 'Closed Lost Date' },
			value: 'Deal Amount',
			order: null,
			missing: [],
			account: 'Company Name',
			workedAt: 'First Contacted',
			acceptedAt: 'Opportunity Created Date'
		});
	});

	it('finds the roles of a German export', () => {
		const { mapping } = suggestMapping([
			column('Lead-Nr', 'unique'),
			column('Angelegt am', 'timestamp'),
			column('Gewonnen am', 'timestamp'),
			column('Verloren am', 'timestamp'),
			column('Erstkontakt', 'timestamp'),
			column('Qualifiziert am', 'timestamp'),
			column('Leadquelle', 'text', ['Messe', 'Web']),
			column('Firma', 'text'),
			column('Auftragswert', 'number')
		]);
		expect(mapping).toEqual({
			id: 'Lead-Nr',
			createdAt: 'Angelegt am',
			source: 'Leadquelle',
			outcome: { wonAt: 'Gewonnen am', lostAt: 'Verloren am' },
			value: 'Auftragswert',
			order: null,
			missing: [],
			account: 'Firma',
			workedAt: 'Erstkontakt',
			acceptedAt: 'Qualifiziert am'
		});
	});

	it.each([
		'SQL Date',
		'Accepted Date',
		'Became a Sales Qualified Lead Date',
		'sales_accepted_at',
		'accepted_at',
		'Opportunity erstellt',
		'Verkaufschance angelegt am',
		'Vom Vertrieb angenommen',
		'Qualified At'
	])('takes %s for the date of acceptance by sales', (name) => {
		const columns = [column('Created', 'timestamp'), column(name, 'timestamp')];
		const { mapping } = suggestMapping(columns);
		expect(mapping).toMatchObject({ createdAt: 'Created', acceptedAt: name });
	});

	it.each([
		'Privacy Accepted At',
		'AGB angenommen am',
		'Became a Marketing Qualified Lead Date',
		'Disqualified',
		'Opportunity Close Date'
	])('does not take %s for it', (name) => {
		const columns = [column('Created', 'timestamp'), column(name, 'timestamp')];
		expect(suggestMapping(columns).mapping.acceptedAt).toBeNull();
	});

	it.each([
		['Converted', ['0', '1'], { won: ['1'] }],
		[
			'Stage',
			['Closed Won', 'Closed Lost', 'Open'],
			{ won: ['Closed Won'], lost: ['Closed Lost'] }
		],
		['Kunde', ['ja', 'nein'], { won: ['ja'] }],
		['y', ['no', 'yes'], { won: ['yes'] }]
	])('takes %s for the outcome by name and values', (name, values, outcome) => {
		const { mapping } = suggestMapping([column(name, 'text', values)]);
		expect(mapping.outcome).toEqual({ column: name, ...outcome });
	});

	it('has no outcome where no column tells won from lost', () => {
		expect(suggestMapping([column('City', 'text', ['Bonn'])]).mapping.outcome).toBeNull();
		expect(suggestMapping([column('Status', 'text', ['new', 'old'])]).mapping.outcome).toBeNull();
	});

	it('does not take a repeated number for an id, nor a phone number or an account', () => {
		const { mapping } = suggestMapping([
			column('Contact ID', 'text'),
			column('Phone Number', 'unique'),
			column('Account ID', 'unique')
		]);
		expect(mapping.id).toBe('row');
	});

	it('takes the only date every row has, and says that this is a guess', () => {
		const { mapping, reasons } = suggestMapping([column('Zeitpunkt', 'timestamp')]);
		expect(mapping.createdAt).toBe('Zeitpunkt');
		expect(reasons).toContainEqual({
			role: 'createdAt',
			column: 'Zeitpunkt',
			confidence: 0.4,
			because: 'only-one',
			samples: []
		});
	});

	it('gives a column one role only', () => {
		const { mapping } = suggestMapping([column('Won', 'timestamp')]);
		expect(mapping).toMatchObject({ createdAt: null, outcome: { wonAt: 'Won', lostAt: null } });
	});

	it('is not led astray by a column called __proto__ or constructor', () => {
		const { mapping } = suggestMapping([
			column('__proto__', 'text'),
			column('constructor', 'text')
		]);
		expect(mapping).toMatchObject({ id: 'row', source: null, outcome: null });
	});
});

describe('texts that mean missing', () => {
	it('are those of the list that stand alone in a cell; unknown is an answer', () => {
		expect(
			missingTokens([
				['Select', 'unknown'],
				['-', 'Selected']
			])
		).toEqual(['Select', '-']);
	});
});

describe('header words', () => {
	it.each([
		['createdAt', 'created at'],
		['CREATED_AT', 'created at'],
		['Größe (m²)', 'groesse m'],
		['UTM-Source', 'utm source']
	])('of %s are %s', (name, words) => {
		expect(headerWords(name)).toBe(words);
	});
});
