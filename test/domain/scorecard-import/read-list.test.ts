import { describe, expect, it } from 'vitest';
import { readRules } from '#lib/domain/scorecard-import/read-rules.ts';
import { allRules } from '#lib/domain/scorecard-import/rules-read.ts';
import { groupNames } from './group-names.ts';

const read = (text: string) => readRules(text, { groupNames });
const brief = (text: string) =>
	allRules(read(text)).map(({ points, looksFor }) => [
		points,
		looksFor.kind === 'conditions'
			? looksFor.of.map(
					({ field, operator, values }) =>
						`${field} ${operator} ${values.map((value) => value.text).join('|')}`
				)
			: looksFor.kind === 'event'
				? `${looksFor.field}, ${looksFor.count} ${looksFor.atMost ?? ''}`.trim()
				: looksFor.kind
	]);

const HUBSPOT = `Positive attributes
Property Industry is any of Computer Software; Internet; Logistics and Supply Chain  +10
Contact property Job title contains any of CEO; Head of  +15
• Number of employees is between 50 and 499 (+20)
• Number of Pageviews is greater than or equal to 5 → 5 points
Country/Region is any of Germany, Austria or Switzerland +5
Contact has filled out form "Request a demo" +50

Negative attributes
Lifecycle stage is not any of Lead; Subscriber −20
Job title is unknown 5 points
Email contains "gmail.com" -10
Number of employees is less than 5`;

const PARDOT = `Custom Redirect Click: 3
Email Open  0
File Access  3
Form Submission  50
Form Error  -5
Page View  1
Site Search Query  3
Visitor Session  3
Title: C-level  +2/3 letter
Industry: Manufacturing; Logistics  +1/3 letter
Location: outside of Europe  -1 letter`;

describe('a list of rules', () => {
	it('is read as HubSpot shows it, positive and negative attributes apart', () => {
		expect(read(HUBSPOT).groups.map(({ label, kind }) => [label, kind])).toEqual([
			['Positive attributes', 'fit'],
			['Negative attributes', 'negative']
		]);
		expect(brief(HUBSPOT)).toEqual([
			[10, ['Industry one-of Computer Software|Internet|Logistics and Supply Chain']],
			[15, ['Job title contains CEO', 'Job title contains Head of']],
			[20, ['Number of employees between 50|499']],
			[5, ['Number of Pageviews at-least 5']],
			[5, ['Country/Region one-of Germany|Austria|Switzerland']],
			[50, 'filled out form "Request a demo", once'],
			[-20, ['Lifecycle stage not-one-of Lead|Subscriber']],
			[-5, ['Job title is-missing ']],
			[-10, ['Email contains gmail.com']]
		]);
	});

	it('never takes the value of a comparison for its points', () => {
		expect(read(HUBSPOT).unread).toMatchObject([
			{ line: 13, issue: { code: 'row-points-missing' } }
		]);
	});

	it('is read as Account Engagement shows it, activities each time, letters of the grade as points', () => {
		expect(brief(PARDOT)).toEqual([
			[3, 'Custom Redirect Click, each'],
			[0, 'Email Open, each'],
			[3, 'File Access, each'],
			[50, 'Form Submission, each'],
			[1, 'Page View, each'],
			[3, 'Site Search Query, each'],
			[3, 'Visitor Session, each'],
			[-5, 'Form Error, each'],
			[-15, ['Location equals outside of Europe']],
			[10, ['Title equals C-level']],
			[5, ['Industry one-of Manufacturing|Logistics']]
		]);
		expect(read(PARDOT).issues).toMatchObject([
			{ code: 'grades-as-points', params: { rules: 3, points: 5 } }
		]);
	});

	it.each([
		[
			'If Country equals DE and Employees is at least 50 then add 10 points',
			10,
			['Country equals DE', 'Employees at-least 50']
		],
		['Wenn Branche gleich Bau, dann ziehe 5 Punkte ab', -5, ['Branche equals Bau']],
		['Lead Source is Webinar  Add 10 points', 10, ['Lead Source equals Webinar']],
		[
			'Branche ist eines von „Bau“, „Handel“ oder „Verkehr“: +10',
			10,
			['Branche one-of Bau|Handel|Verkehr']
		],
		['Mitarbeiter größer oder gleich 1.000 +20', 20, ['Mitarbeiter at-least 1.000']],
		['+25 Demo angefragt', 25, 'Demo angefragt, each'],
		['Whitepaper-Download (höchstens 3-mal) +5', 5, 'Whitepaper-Download, each 3'],
		['Webinar besucht, nur einmal +8', 8, 'Webinar besucht, once'],
		['Free e-mail address: −10', -10, ['Free e-mail address free-mail ']],
		['"Is customer" is "yes" −50', -50, ['Is customer equals yes']]
	])('understands %j', (line, points, test) => {
		expect(brief(line)).toEqual([[points, test]]);
	});

	it('gives the points of a heading to the lines below it, as Pipedrive does', () => {
		const text =
			'High fit (+25)\nIndustry is Software\nCountry is DE\nNegative (−10)\nEmail is a free e-mail';
		expect(brief(text).map(([points]) => points)).toEqual([25, 25, -10]);
	});

	it('takes the bound of a group from its heading', () => {
		const { groups } = read(
			'Engagement (max. 40 Punkte)\nDownload +10\n\nFit: max 50\nBranche ist Bau +5'
		);
		expect(groups.map(({ label, cap }) => [label, cap])).toEqual([
			['Engagement', { max: 40 }],
			['Fit', { max: 50 }]
		]);
	});

	it('takes thresholds for what they are, and names of rules without what every line says', () => {
		const found = read('Property Industry is Bau +10\nMQL threshold: 60 points\nSQL ab 80');
		expect(found.rest.thresholds).toEqual({ mql: 60, sql: 80 });
		expect(allRules(found).map(({ label }) => label)).toEqual(['Industry is Bau']);
	});

	it('says that there is no rule in a text without one', () => {
		const found = read('Dear colleague,\nplease find the scoring attached.');
		expect(found.unread.map(({ line }) => line)).toEqual([1, 2]);
		expect(found.issues).toMatchObject([{ code: 'rules-none-read', severity: 'error' }]);
		expect(read('  \n ').issues).toMatchObject([{ code: 'rules-none-read', params: { lines: 0 } }]);
	});
});

describe('a scorecard file', () => {
	const card = {
		leadgauge: 1,
		name: 'Card',
		horizonDays: 60,
		groups: [
			{
				id: 'fit',
				label: 'Fit',
				kind: 'fit',
				rules: [{ id: 'a', label: 'A', points: 5, when: { field: 'x', operator: 'is-set' } }]
			}
		],
		thresholds: { mql: 40 }
	};

	it('is read with all it says', () => {
		const found = read(JSON.stringify(card));
		expect(found).toMatchObject({ dialect: 'json', name: 'Card' });
		expect(found.rest).toMatchObject({ horizonDays: 60, thresholds: { mql: 40, sql: null } });
	});

	it('that breaks the format gives its issues', () => {
		expect(read('{"leadgauge": 1}').issues.map(({ code }) => code)).toContain('scorecard-field');
		expect(read('{"leadgauge": ').issues).toMatchObject([{ code: 'rules-not-json' }]);
	});
});
