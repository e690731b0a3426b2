import { describe, expect, it } from 'vitest';
import { cardFromRules, type FieldChoice } from '#lib/domain/scorecard-import/card-from-rules.ts';
import type { ColumnContents } from '#lib/domain/scorecard-import/column-contents.ts';
import { readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { groupNames } from './group-names.ts';

const texts = (name: string, ...values: string[]): ColumnContents => ({
	name,
	type: 'text',
	rows: 100,
	filled: 90,
	distinct: values.length,
	quartiles: null,
	whole: false,
	levels: values.map((value) => ({ value, leads: 10 }))
});
const numbers = (name: string, least: number, largest: number, whole = true): ColumnContents => ({
	name,
	type: 'number',
	rows: 100,
	filled: 90,
	distinct: 20,
	quartiles: [least, least, least, largest, largest],
	whole,
	levels: []
});
const times = (name: string): ColumnContents => ({ ...texts(name), type: 'timestamp' });

function made(
	text: string,
	fields: Record<string, string | FieldChoice>,
	columns: ColumnContents[]
) {
	const choices = Object.entries(fields).map(
		([field, choice]) => [field, typeof choice === 'string' ? { column: choice } : choice] as const
	);
	return cardFromRules(readRules(text, { groupNames }), {
		name: 'Pasted',
		fields: new Map(choices),
		columns: new Map(columns.map((each) => [each.name, each])),
		signalWindowDays: 14,
		horizonDays: 120
	});
}
const tests = (...of: Parameters<typeof made>) =>
	rulesOf(made(...of).scorecard!).map((rule) => ('each' in rule ? rule.each : rule.when));
const codes = (...of: Parameters<typeof made>) =>
	made(...of).issues.map(({ code, params }) => [code, params.found ?? params.field ?? params.rule]);

describe('a card of rules that were read', () => {
	it('looks at the chosen columns, and keeps the line each rule stands in', () => {
		const { scorecard, lines, issues } = made(
			'\nBranche ist Bau +10\nMitarbeiter mindestens 1.000 +5',
			{ Branche: 'industry', Mitarbeiter: 'employees' },
			[texts('industry', 'Bau', 'Handel'), numbers('employees', 1, 5000)]
		);
		expect(scorecard).toMatchObject({
			name: 'Pasted',
			signalWindowDays: 14,
			horizonDays: 120,
			groups: [
				{
					id: 'fit',
					label: 'Fit',
					kind: 'fit',
					rules: [
						{ points: 10, when: { field: 'industry', operator: 'equals', value: 'Bau' } },
						{ points: 5, when: { field: 'employees', operator: 'at-least', value: 1 } }
					]
				}
			]
		});
		expect([...lines.values()]).toEqual([2, 3]);
		expect(issues).toEqual([]);
	});

	it('leaves out rules on a field without a column, and names them', () => {
		const { scorecard, issues } = made('A is x +1\nB is x +2\nA is y +3', { B: 'b' }, [
			texts('b', 'x')
		]);
		expect(rulesOf(scorecard!).map(({ points }) => points)).toEqual([2]);
		expect(issues).toMatchObject([{ code: 'field-left-out', params: { field: 'A', rules: 2 } }]);
		expect(made('A is x +1', {}, []).scorecard).toBeNull();
	});

	it('spells values as the column does, letter case and yes or no, and says so', () => {
		const columns = [texts('industry', 'software', 'Bau'), texts('optin', 'ja', 'nein')];
		const of = [
			'X is any of Software; BAU +1\nY is true +2',
			{ X: 'industry', Y: 'optin' },
			columns
		] as const;
		expect(tests(of[0], of[1], of[2])).toEqual([
			{ field: 'industry', operator: 'one-of', values: ['software', 'Bau'] },
			{ field: 'optin', operator: 'equals', value: 'ja' }
		]);
		expect(made(of[0], of[1], [...of[2]]).issues.map(({ params }) => params.values)).toEqual([
			'Software → software; BAU → Bau',
			'true → ja'
		]);
	});

	it('warns of a value the column never holds, with the nearest', () => {
		expect(
			made('X is Sofware +1', { X: 'industry' }, [texts('industry', 'Software')]).issues
		).toMatchObject([
			{
				code: 'value-not-in-column-near',
				column: 'industry',
				params: { found: 'Sofware', near: 'Software' }
			}
		]);
	});

	it('looks for part of a text in every spelling there is', () => {
		const columns = [texts('title', 'CEO', 'Ceo and owner', 'clerk')];
		expect(tests('Title contains ceo +1', { Title: 'title' }, columns)).toEqual([
			{
				any: ['CEO', 'Ceo'].map((value) => ({ field: 'title', operator: 'contains', value }))
			}
		]);
	});

	it('keeps codes texts: a postcode is no number', () => {
		const columns = [texts('plz', '01067', '80331')];
		expect(tests('PLZ ist eines von 01067; 80331 +1', { PLZ: 'plz' }, columns)).toEqual([
			{ field: 'plz', operator: 'one-of', values: ['01067', '80331'] }
		]);
	});

	it('gives points for what happens by what the column holds', () => {
		const columns = [
			numbers('views', 0, 8),
			texts('demo', 'yes', 'no', 'unknown'),
			times('at'),
			texts('note', 'a', 'b')
		];
		const text = 'Views +1\nDemo +2\nAt +3\nNote +4\nhas viewed it +5';
		const fields = { Views: 'views', Demo: 'demo', At: 'at', Note: 'note', 'viewed it': 'views' };
		expect(tests(text, fields, columns)).toEqual([
			{ field: 'views', per: 1, atMost: 8 },
			{ field: 'demo', operator: 'equals', value: 'yes' },
			{ field: 'at', operator: 'is-set' },
			{ field: 'note', operator: 'is-set' },
			{ field: 'views', operator: 'at-least', value: 1 }
		]);
		expect(codes(text, fields, columns)).toEqual([
			['event-counts-once', 'Demo'],
			['event-counts-once', 'At'],
			['event-counts-once', 'Note']
		]);
	});

	it('counts touches of a type, one feature for several rules', () => {
		const { scorecard } = made(
			'Form Submission +50\nForm Submission is at least 3 +10',
			{ 'Form Submission': { touches: 'form submit' } },
			[]
		);
		expect(scorecard!.features).toEqual([
			{ id: 'form-submit', label: 'form submit', kind: 'count', types: ['form submit'] }
		]);
		expect(rulesOf(scorecard!).map((rule) => ('each' in rule ? rule.each : rule.when))).toEqual([
			{ field: 'touch:form-submit', per: 1, atMost: 100 },
			{ field: 'touch:form-submit', operator: 'at-least', value: 3 }
		]);
	});

	it('compares the kind of an address, or what a column says of it', () => {
		const free = 'Free e-mail -10';
		expect(tests(free, { 'Free e-mail': 'email' }, [texts('email', 'a@gmx.de')])).toEqual([
			{ field: 'email', operator: 'email-kind', value: 'freemail' }
		]);
		expect(tests(free, { 'Free e-mail': 'kind' }, [texts('kind', 'business', 'freemail')])).toEqual(
			[{ field: 'kind', operator: 'equals', value: 'freemail' }]
		);
	});

	it('warns first of what the law on equal treatment may forbid', () => {
		expect(
			made('Alter ist unter 30 +5', { Alter: 'age_years' }, [numbers('age_years', 18, 80)])
				.issues[0]
		).toMatchObject({
			code: 'rule-protected-ground'
		});
	});

	it('gives a file other columns, in conditions within conditions and in ages too', () => {
		const when = {
			all: [{ field: 'a', operator: 'is-set' }, { any: [{ field: 'b', operator: 'is-set' }] }]
		};
		const decay = { kind: 'expiry', days: 30, age: 'c' };
		const rules = [{ id: 'r', label: 'R', points: 1, when, decay }];
		const card = { leadgauge: 1, name: 'C', groups: [{ id: 'g', label: 'G', kind: 'fit', rules }] };
		const { scorecard } = made(JSON.stringify(card), { a: 'A', b: 'B', c: 'C' }, []);
		expect(rulesOf(scorecard!)[0]).toMatchObject({
			when: { all: [{ field: 'A' }, { any: [{ field: 'B' }] }] },
			decay: { age: 'C' }
		});
	});
});
