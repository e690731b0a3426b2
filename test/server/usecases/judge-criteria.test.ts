import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { judgeCriteria } from '#lib/server/usecases/judge-criteria.ts';
import { openLeads, type OpenLeads } from '#lib/server/usecases/open-leads.ts';

const BUDGET = ['yes', 'no', 'unknown', '', 'Yes ', 'no'];
const leads = Array.from({ length: 600 }, (_, i) => ({
	budget: BUDGET[i % BUDGET.length],
	pain: i % 5 === 4 ? null : i % 6,
	note: i % 50 === 0 ? 'asked' : '',
	won: (i * 7) % 4 === 0
}));

let folder: string;
let open: OpenLeads;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-criteria-'));
	const path = join(folder, 'leads.csv');
	const lines = leads.map(({ budget, pain, note, won }, i) =>
		[i + 1, budget, pain ?? '', note, won ? 'yes' : 'no'].join(',')
	);
	await writeFile(path, ['id,budget,pain,note,won', ...lines].join('\n'));
	const outcome = { column: 'won', won: ['yes'] };
	const roles = { id: 'id', createdAt: null, source: null, value: null, order: 'row', missing: [] };
	open = await openLeads(path, { ...roles, outcome }, '2026-01-31T00:00:00Z');
});
afterAll(async () => {
	await open.close();
	await rm(folder, { recursive: true, force: true });
});

const card = (rules: Rule[], kind: 'framework' | 'fit' = 'framework'): Scorecard => ({
	leadgauge: 1,
	name: 'Card',
	signalWindowDays: 0,
	horizonDays: 90,
	groups: [{ id: 'g', label: 'BANT', kind, rules }],
	exclusions: [],
	thresholds: { mql: null, sql: null }
});
const budget: Rule = {
	id: 'budget',
	label: 'Budget',
	points: 25,
	when: { field: 'budget', operator: 'equals', value: 'yes' }
};
const pain: Rule = {
	id: 'pain',
	label: 'Pain',
	points: 5,
	each: { field: 'pain', per: 1, atMost: 5 }
};
const note: Rule = {
	id: 'note',
	label: 'Note',
	points: 1,
	when: { field: 'note', operator: 'is-set' }
};
const judge = (of: Scorecard) => judgeCriteria(open.engine, open.leads, of, {});

type Lead = (typeof leads)[number];
/** Leads and wins for whom something holds, counted one by one. */
const counted = (holds: (lead: Lead) => boolean) => {
	const some = leads.filter(holds);
	return { leads: some.length, wins: some.filter(({ won }) => won).length };
};

describe('criteria of a framework on real leads', () => {
	it('are counted lead by lead: with it, without it, and nobody knows', async () => {
		const [first, second, third] = await judge(card([budget, pain, note]));
		const said = ({ budget: text }: Lead) => text.trim();
		expect(first).toMatchObject({
			label: 'Budget',
			framework: 'BANT',
			subject: 'budget',
			rules: ['budget']
		});
		expect(first.answers).toEqual({
			yes: counted((lead) => said(lead) === 'yes'),
			no: counted((lead) => !['yes', 'unknown', ''].includes(said(lead))),
			unknown: counted((lead) => ['unknown', ''].includes(said(lead)))
		});
		expect(second.answers).toEqual({
			yes: counted((lead) => lead.pain !== null && lead.pain >= 1),
			no: counted((lead) => lead.pain === 0),
			unknown: counted((lead) => lead.pain === null)
		});
		expect(third.answers.no).toEqual({ leads: 0, wins: 0 });
		expect(third.finding).toEqual({ finding: 'too-few', answered: 12 });
	});

	it('take several rules on one field for one question', async () => {
		const level = (value: number): Rule => ({
			id: `p${value}`,
			label: `Pain: ${value}`,
			points: value,
			when: { field: 'pain', operator: 'equals', value }
		});
		const found = await judge(card([level(4), level(5)]));
		expect(found.map(({ label, rules }) => [label, rules])).toEqual([['Pain', ['p4', 'p5']]]);
		expect(found[0].answers.yes).toEqual(counted((lead) => lead.pain === 4 || lead.pain === 5));
	});

	it('are none of a card without a framework', async () => {
		expect(await judge(card([budget], 'fit'))).toEqual([]);
	});
});
