import { describe, expect, it } from 'vitest';
import { matchFields } from '#lib/domain/scorecard-import/match-fields.ts';

const COLUMNS = [
	'lead_id',
	'source',
	'industry',
	'employees',
	'job_role',
	'country',
	'email_kind',
	'page_views_14d',
	'blog_reads_14d',
	'downloads_14d',
	'email_clicks_14d',
	'pricing_views_14d',
	'demo_requested',
	'unsubscribed',
	'budget',
	'authority',
	'need',
	'timeline'
];
const columnOf = (field: string, columns = COLUMNS) => matchFields([field], columns)[0].column;

describe('a column for a field', () => {
	it.each([
		['industry', 'industry'],
		['Industry', 'industry'],
		['Branche', 'industry'],
		['Number of employees', 'employees'],
		['Anzahl Mitarbeiter', 'employees'],
		['Unternehmensgröße', 'employees'],
		['Job title', 'job_role'],
		['Berufsbezeichnung', 'job_role'],
		['Land', 'country'],
		['Country/Region', 'country'],
		['Lead-Quelle', 'source'],
		['Original Source', 'source'],
		['Number of Pageviews', 'page_views_14d'],
		['Seitenaufrufe', 'page_views_14d'],
		['Visited pricing page', 'pricing_views_14d'],
		['filled out form "Request a demo"', 'demo_requested'],
		['Demo angefragt', 'demo_requested'],
		['Whitepaper download', 'downloads_14d'],
		['Marketing emails clicked', 'email_clicks_14d'],
		['Free e-mail address', 'email_kind'],
		['Entscheider', 'authority'],
		['Zeitrahmen', 'timeline'],
		['Bedarf', 'need'],
		['Indstry', 'industry']
	])('%s is %s', (field, column) => {
		expect(columnOf(field)).toBe(column);
	});

	it.each(['Favourite colour', 'Annual revenue', 'Hard bounce', ''])('%j has none', (field) => {
		expect(matchFields([field], COLUMNS)[0]).toEqual({
			field,
			column: null,
			confidence: 0,
			because: 'nothing'
		});
	});

	it('is surer of the same name than of the same meaning, and of this than of the spelling', () => {
		const found = matchFields(['industry', 'INDUSTRY ', 'Branche', 'Indstry'], COLUMNS);
		expect(found.map(({ because }) => because)).toEqual([
			'same',
			'same-words',
			'same-meaning',
			'spelling'
		]);
		const sure = found.map(({ confidence }) => confidence);
		expect(sure).toEqual([...sure].sort((a, b) => b - a));
	});

	it('takes an address for what kind of address it is, where nothing else is there', () => {
		expect(columnOf('Free e-mail', ['E-Mail', 'Firma'])).toBe('E-Mail');
	});
});
