import { describe, expect, it } from 'vitest';
import { protectedGround, protectedRules } from '#lib/domain/scorecard-import/protected-ground.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

describe('a name that speaks of what the law protects', () => {
	it.each([
		['Age', 'age'],
		['Alter', 'age'],
		['Geburtsdatum', 'age'],
		['birth_year', 'age'],
		['Altersgruppe', 'age'],
		['Gender', 'gender'],
		['Geschlecht', 'gender'],
		['Anrede', 'gender'],
		['Salutation', 'gender'],
		['Nationalität', 'origin'],
		['Staatsangehörigkeit', 'origin'],
		['Herkunft', 'origin'],
		['Country of birth', 'origin'],
		['ethnicity', 'origin'],
		['Religion', 'religion'],
		['Konfession', 'religion'],
		['Schwerbehinderung', 'disability']
	])('%s: %s', (name, ground) => {
		expect(protectedGround(name)).toBe(ground);
	});

	it.each([
		'Page views',
		'page',
		'Firmenalter',
		'Company age',
		'Lead age',
		'Alter des Leads',
		'Lead Origin',
		'Lead-Herkunft',
		'Leadherkunft',
		'Original Source',
		'Country',
		'Land',
		'Language',
		'Message',
		'Stage',
		'Average order',
		'Sussex',
		'Manager'
	])('%s does not', (name) => {
		expect(protectedGround(name)).toBeNull();
	});

	it('gives one warning a rule or exclusion, whether its field or its name says it', () => {
		const card: Scorecard = {
			leadgauge: 1,
			name: 'Card',
			signalWindowDays: 0,
			horizonDays: 90,
			groups: [
				{
					id: 'fit',
					label: 'Fit',
					kind: 'fit',
					rules: [
						{
							id: 'a',
							label: 'Young',
							points: 5,
							when: { field: 'Alter', operator: 'at-most', value: 30 }
						},
						{
							id: 'b',
							label: 'Frauen (Geschlecht)',
							points: 5,
							when: { field: 'x1', operator: 'equals', value: 'f' }
						},
						{
							id: 'c',
							label: 'Mixed',
							points: 5,
							when: {
								all: [
									{ field: 'country', operator: 'equals', value: 'DE' },
									{ field: 'Religion', operator: 'is-set' }
								]
							}
						},
						{
							id: 'd',
							label: 'Country',
							points: 5,
							when: { field: 'country', operator: 'equals', value: 'DE' }
						}
					]
				}
			],
			exclusions: [{ id: 'e', label: 'E', when: { field: 'Nationality', operator: 'is-missing' } }],
			thresholds: { mql: null, sql: null }
		};
		expect(
			protectedRules(card).map(({ code, severity, params }) => [code, severity, params])
		).toEqual(
			[
				['Young', 'Alter', 'age'],
				['Frauen (Geschlecht)', 'Frauen (Geschlecht)', 'gender'],
				['Mixed', 'Religion', 'religion'],
				['E', 'Nationality', 'origin']
			].map(([rule, field, ground]) => [
				'rule-protected-ground',
				'warning',
				{ rule, field, ground }
			])
		);
	});
});
