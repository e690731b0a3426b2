import { describe, expect, it } from 'vitest';
import { cardFromRules } from '#lib/domain/scorecard-import/card-from-rules.ts';
import type { ColumnContents } from '#lib/domain/scorecard-import/column-contents.ts';
import { fieldsOfRules } from '#lib/domain/scorecard-import/fields-of-rules.ts';
import { matchFields } from '#lib/domain/scorecard-import/match-fields.ts';
import { templateRules } from '#lib/domain/scorecard-import/templates.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { listTemplates } from '#lib/server/usecases/templates.ts';

const templates = await listTemplates();
const ids = templates.map(({ id }) => id);
const template = (id: string) => templates.find((each) => each.id === id)!.template;

const rating = (name: string, ...values: string[]): ColumnContents => ({
	name,
	type: 'text',
	rows: 100,
	filled: 80,
	distinct: values.length,
	quartiles: null,
	whole: false,
	levels: values.map((value) => ({ value, leads: 10 }))
});
const scale = (name: string, least: number, largest: number): ColumnContents => ({
	...rating(name),
	type: 'number',
	distinct: 5,
	quartiles: [least, least, least, largest, largest],
	whole: true
});

function instantiated(id: string, language: 'en' | 'de', columns: Record<string, ColumnContents>) {
	const read = templateRules(template(id), language);
	return cardFromRules(read, {
		name: read.name,
		fields: new Map(Object.entries(columns).map(([field, { name }]) => [field, { column: name }])),
		columns: new Map(Object.values(columns).map((each) => [each.name, each])),
		signalWindowDays: 0,
		horizonDays: 120
	});
}

describe('templates', () => {
	it('are those of the trade', () => {
		expect(ids).toEqual([
			...['mid-market-saas', 'product-led', 'pardot-defaults', 'content-weights'],
			...['bant', 'champ', 'meddic', 'anum', 'faint']
		]);
	});

	it.each(ids)('%s is a card in both languages once its fields have columns', (id) => {
		for (const language of ['en', 'de'] as const) {
			const read = templateRules(template(id), language);
			const columns = Object.fromEntries(
				fieldsOfRules(read).map((field) => [field, rating(field, 'yes', 'no', 'unknown')])
			);
			const { scorecard, issues } = instantiated(id, language, columns);
			expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
			expect(rulesOf(scorecard!).length).toBe(read.groups.flatMap(({ rules }) => rules).length);
		}
	});

	it.each(ids)('%s asks for fields that a column of the same name answers', (id) => {
		for (const language of ['en', 'de'] as const) {
			const fields = fieldsOfRules(templateRules(template(id), language));
			expect(matchFields(fields, fields).map(({ column }) => column)).toEqual(fields);
		}
	});

	it('have the content weights of the field, blog 1, 2, 3, download 2, 6, 10, demo 10', () => {
		const points = (part: string) =>
			template('content-weights')
				.groups.flatMap(({ rules }) => rules)
				.filter(({ label }) => label.en.startsWith(part))
				.map((rule) => rule.points);
		expect(['Blog', 'Download', 'Demo'].map(points)).toEqual([[1, 2, 3], [2, 6, 10], [10]]);
	});

	it('leave out criteria without a column, and name them', () => {
		const { scorecard, issues } = instantiated('bant', 'de', {
			Bedarf: rating('bedarf', 'ja', 'nein')
		});
		expect(rulesOf(scorecard!)).toMatchObject([
			{ label: 'Bedarf', points: 25, when: { field: 'bedarf', operator: 'equals', value: 'ja' } }
		]);
		expect(issues.map(({ code, params }) => [code, params.field])).toEqual([
			['field-left-out', 'Budget'],
			['field-left-out', 'Entscheidungsbefugnis'],
			['field-left-out', 'Zeitrahmen']
		]);
	});

	it('read ratings in words and in numbers, each by its share', () => {
		const columns = {
			Metrics: rating('metrics', 'high', 'medium', 'low', 'unknown'),
			'Identified pain': scale('pain', 1, 5),
			Champion: scale('champion', 0, 1),
			'Decision process': rating('process', 'three steps', 'see notes')
		};
		const { scorecard, issues } = instantiated('meddic', 'en', columns);
		expect(
			rulesOf(scorecard!).map(({ label, points, ...rule }) => [
				label,
				points,
				'each' in rule ? rule.each : rule.when
			])
		).toEqual([
			['Metrics: high', 15, { field: 'metrics', operator: 'equals', value: 'high' }],
			['Metrics: medium', 8, { field: 'metrics', operator: 'equals', value: 'medium' }],
			['Decision process', 15, { field: 'process', operator: 'is-set' }],
			['Identified pain', 4, { field: 'pain', per: 1, atMost: 4, after: 1 }],
			['Champion', 15, { field: 'champion', operator: 'at-least', value: 1 }]
		]);
		expect(issues.map(({ code }) => code)).toEqual([
			'field-left-out',
			'field-left-out',
			'criterion-as-filled'
		]);
	});
});
