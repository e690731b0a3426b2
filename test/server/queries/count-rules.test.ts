import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison, Condition, Rule } from '#lib/domain/scorecard/scorecard.ts';
import { countRules } from '#lib/server/queries/count-rules.ts';
import { openLeads, type OpenLeads } from '#lib/server/usecases/open-leads.ts';

const CITIES = ['Ulm', 'Köln', "Val d'Or", '7', ''];
const leads = Array.from({ length: 400 }, (_, i) => ({
	city: CITIES[i % CITIES.length],
	visits: i % 7 === 6 ? null : i % 6,
	hours: i % 11 === 10 ? null : (i % 9) / 2,
	won: i % 4 === 0
}));

let folder: string;
let open: OpenLeads;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-counts-'));
	const path = join(folder, 'leads.csv');
	const lines = leads.map(({ city, visits, hours, won }, i) =>
		[i + 1, city, visits ?? '', hours ?? '', won ? 'yes' : 'no'].join(',')
	);
	await writeFile(path, ['id,city,visits,hours,won', ...lines].join('\n'));
	const outcome = { column: 'won', won: ['yes'] };
	const roles = { id: 'id', createdAt: null, source: null, value: null, order: 'row', missing: [] };
	open = await openLeads(path, { ...roles, outcome }, '2026-01-31T00:00:00Z');
});
afterAll(async () => {
	await open.close();
	await rm(folder, { recursive: true, force: true });
});

type Value = string | number | null;
const within = (low: number, high: number) => (value: Value) =>
	Number(value) >= low && Number(value) <= high;

describe('rules counted in a dataset as it is stored', () => {
	const conditions: [Condition, (value: Value) => boolean][] = [
		[{ field: 'city', operator: 'equals', value: 'Köln' }, (value) => value === 'Köln'],
		[{ field: 'city', operator: 'equals', value: 7 }, (value) => value === '7'],
		[{ field: 'city', operator: 'equals', value: 'Nirgendwo' }, () => false],
		[
			{ field: 'city', operator: 'one-of', values: ['Ulm', 'Nirgendwo', "Val d'Or"] },
			(value) => value === 'Ulm' || value === "Val d'Or"
		],
		[{ field: 'city', operator: 'contains', value: 'l' }, (value) => String(value).includes('l')],
		[{ field: 'visits', operator: 'equals', value: '3' }, (value) => value === 3],
		[{ field: 'visits', operator: 'equals', value: 2.5 }, () => false],
		[{ field: 'visits', operator: 'at-least', value: 2.5 }, within(2.5, Infinity)],
		[{ field: 'visits', operator: 'at-most', value: 5e9 }, () => true],
		[{ field: 'hours', operator: 'between', from: 1, to: 2.5 }, within(1, 2.5)],
		[
			{ field: 'hours', operator: 'one-of', values: [0.5, 4, 'x'] },
			(value) => value === 0.5 || value === 4
		]
	];

	it.each(conditions)('%j agrees with a count lead by lead', async (when, holds) => {
		await expectCounts(
			{ id: 'r', label: 'R', points: 1, when },
			(when as Comparison).field as 'city',
			(value) => (holds(value) ? 1 : 0)
		);
	});

	it.each([
		['visits', 2, 2],
		['hours', 1.5, 3]
	] as const)('steps on %s agree with a count lead by lead', async (field, per, atMost) => {
		const rule: Rule = { id: 'r', label: 'R', points: 1, each: { field, per, atMost } };
		await expectCounts(rule, field, (value) => Math.min(atMost, Math.floor(Number(value) / per)));
	});

	async function expectCounts(
		rule: Rule,
		field: 'city' | 'visits' | 'hours',
		stateOf: (value: Value) => number
	): Promise<void> {
		const plan = {
			windowDays: 0,
			horizonDays: 90,
			dataDate: null,
			maturityKnown: false,
			outcome: 'flag' as const,
			exclusions: []
		};
		const missing = leads.filter((lead) => lead[field] === null || lead[field] === '');
		const fires = leads.filter((lead) => !missing.includes(lead) && stateOf(lead[field]) > 0);
		const found = await countRules(open.engine, open.leads, plan, [rule]);
		expect(found.rules).toEqual([
			{
				leads: fires.length,
				wins: fires.filter(({ won }) => won).length,
				missing: missing.length
			}
		]);
	}

	it('finds whole numbers and few texts stored so that comparing them is fast', () => {
		const faster = open.leads.columns.map(({ name, compared, levels }) => [name, compared, levels]);
		expect(faster).toContainEqual(['city', undefined, 'dataset.main.c1_levels']);
		expect(faster).toContainEqual(['visits', 'whole_c2', undefined]);
		expect(faster).toContainEqual(['hours', undefined, undefined]);
	});
});
