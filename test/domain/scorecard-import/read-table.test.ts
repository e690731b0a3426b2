import { describe, expect, it } from 'vitest';
import { readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import { allRules } from '#lib/domain/scorecard-import/rules-read.ts';
import { groupNames } from './group-names.ts';

const read = (text: string) => readRules(text, { groupNames });
const rulesOf = (text: string) => allRules(read(text));
const only = (text: string) => rulesOf(text)[0].looksFor;
const values = (...texts: string[]) => texts.map((text) => ({ text, marked: false }));

/** As it is copied from a sheet. */
const ENGLISH = [
	'Lead scoring model 2026\t\t\t\t\t',
	'Group\tField\tOperator\tValue\tPoints\tCap',
	'Firmographic fit\tIndustry\tis any of\tSoftware; Manufacturing\t+15\t40',
	'\tNumber of employees\tis between\t50 and 499\t20\t40',
	'\tNumber of employees\tis greater than or equal to\t1,000\t10\t40',
	'\tCountry\tis any of\tDE, AT or CH\t5\t40',
	'\tJob title\tcontains\tChief; Head of\t10\t40',
	'Engagement\tPricing page views\teach\t1 (at most 3 times)\t8\t',
	'\tDemo request\tonce\t\t30\t',
	'Negative\tEmail\tis a free e-mail\t\t−10\t',
	'\tEmail domain\tends in\tcompetitor.com\t-50\t',
	'\tUnsubscribed\tis\tyes\tminus 20\t',
	'Total\t\t\t\t58\t'
].join('\n');

const GERMAN = [
	'Gruppe;Merkmal;Bedingung;Wert;Punkte;Obergrenze der Gruppe',
	'Fit;Branche;ist eines von;"Maschinenbau; Logistik";15;40',
	';Anzahl Mitarbeiter;zwischen;50 – 499;20;',
	';Jahresumsatz;mindestens;1.000.000,50 €;10;',
	';PLZ;beginnt mit;01;5;',
	';Funktion;enthält eines von;"Geschäftsführ; Vorstand";25;',
	'Verhalten;Seitenaufrufe;je;"2 (höchstens 10-mal)";1;',
	';Newsletter;ist bekannt;;3;',
	'Negativ;E-Mail;ist eine Freemail-Adresse;;-10;',
	';Land;ist keines von;"DE; AT; CH";−5 Punkte;',
	';Wettbewerber;ist;ja;Ausschluss;'
].join('\r\n');

describe('a table of rules', () => {
	it('is read from a sheet with groups that are named once, a title and a sum', () => {
		const found = read(ENGLISH);
		expect(found).toMatchObject({ dialect: 'table', name: 'Lead scoring model 2026' });
		expect(
			found.groups.map(({ label, kind, cap, rules }) => [label, kind, cap, rules.length])
		).toEqual([
			['Firmographic fit', 'fit', { max: 40 }, 5],
			['Engagement', 'engagement', undefined, 2],
			['Negative', 'negative', undefined, 1]
		]);
		expect(allRules(found).map(({ line, points }) => [line, points])).toEqual([
			[3, 15],
			[4, 20],
			[5, 10],
			[6, 5],
			[7, 10],
			[8, 8],
			[9, 30],
			[10, -10]
		]);
	});

	it('names every row it cannot read, with what is wrong, and loses none', () => {
		expect(
			read(ENGLISH).unread.map(({ line, issue }) => [line, issue.code, issue.params.found])
		).toEqual([
			[11, 'row-operator-unknown', 'ends in'],
			[12, 'row-points-broken', 'minus 20'],
			[13, 'row-total', undefined]
		]);
	});

	it('is read in German with its numbers', () => {
		const found = read(GERMAN);
		expect(found.decimals).toBe('comma');
		expect(found.unread).toEqual([]);
		expect(found.groups.map(({ kind, cap }) => [kind, cap])).toEqual([
			['fit', { max: 40 }],
			['engagement', undefined],
			['negative', undefined]
		]);
		const [fit, behaviour, negative] = found.groups.map(({ rules }) =>
			rules.map(({ looksFor, points }) => [looksFor, points])
		);
		const one = (field: string, operator: string, ...texts: string[]) => ({
			kind: 'conditions',
			join: 'all',
			of: [{ field, operator, values: values(...texts) }]
		});
		expect(fit).toEqual([
			[one('Branche', 'one-of', 'Maschinenbau', 'Logistik'), 15],
			[one('Anzahl Mitarbeiter', 'between', '50', '499'), 20],
			[one('Jahresumsatz', 'at-least', '1.000.000,50 €'), 10],
			[one('PLZ', 'starts-with', '01'), 5],
			[
				{
					kind: 'conditions',
					join: 'any',
					of: ['Geschäftsführ', 'Vorstand'].map((text) => ({
						field: 'Funktion',
						operator: 'contains',
						values: values(text)
					}))
				},
				25
			]
		]);
		expect(behaviour).toEqual([
			[{ kind: 'event', field: 'Seitenaufrufe', count: 'each', per: 2, atMost: 10, after: 0 }, 1],
			[one('Newsletter', 'is-set'), 3]
		]);
		expect(negative).toEqual([
			[one('E-Mail', 'free-mail'), -10],
			[one('Land', 'not-one-of', 'DE', 'AT', 'CH'), -5]
		]);
		expect(found.exclusions).toMatchObject([{ label: 'Wettbewerber ist ja', points: 0 }]);
	});

	it('is read from Markdown and from a table whose rules are sentences', () => {
		const text = [
			'| Criterion | Points |',
			'|:--|--:|',
			'| Industry is Software | +10 |',
			'| Employees ≥ 50 | 20 |',
			'| Form submission (max 3 times) | 5 |'
		].join('\n');
		expect(
			rulesOf(text).map(({ line, points, looksFor }) => [line, points, looksFor.kind])
		).toEqual([
			[3, 10, 'conditions'],
			[4, 20, 'conditions'],
			[5, 5, 'event']
		]);
	});

	it('says where a row has more cells than the header, as after an unquoted semicolon', () => {
		const { unread } = read('Feld;Operator;Wert;Punkte\nBranche;ist eines von;Bau; Handel;10');
		expect(unread[0].issue).toMatchObject({ code: 'row-cells', params: { expected: 4, found: 5 } });
	});

	it.each([
		['50-499', 'between', ['50', '499']],
		['≥ 50', 'at-least', ['50']],
		['> 50', 'above', ['50']],
		['500+', 'at-least', ['500']],
		['Bau; Handel', 'one-of', ['Bau', 'Handel']],
		['Bau', 'equals', ['Bau']],
		['any', 'is-set', []]
	])('understands the value %s without an operator', (value, operator, texts) => {
		expect(only(`Field\tValue\tPoints\nX\t${value}\t10`)).toMatchObject({
			of: [{ operator, values: values(...texts) }]
		});
	});

	it.each([
		['7.5', 'row-points-broken'],
		['', 'row-points-missing'],
		['many', 'row-points-broken']
	])('refuses the points %j', (points, code) => {
		const { unread, issues } = read(`Field\tOperator\tValue\tPoints\nX\tis\ty\t${points}`);
		expect(unread[0].issue.code).toBe(code);
		expect(issues.map((each) => each.code)).toEqual(['rules-none-read']);
	});

	it('asks whether 1.000 is a thousand or one where nothing tells, and says how it is read', () => {
		const text = 'Field\tOperator\tValue\tPoints\nRevenue\tat least\t1.000\t10';
		expect(read(text).issues).toMatchObject([
			{ code: 'number-doubtful', params: { found: '1.000', read: 'point' } }
		]);
	});

	it('takes a bound of one row as that rule’s own', () => {
		const [rule] = rulesOf('Activity\tPoints\tMax\nPage view\t1\t20\nDownload\t5\t15');
		expect(rule.cap).toEqual({ max: 20 });
	});
});
