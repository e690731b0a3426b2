import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isSuspected } from '#lib/domain/leakage/leakage-scan.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { openLeads, type OpenLeads } from '#lib/server/usecases/open-leads.ts';
import { scanLeads } from '#lib/server/usecases/scan-leads.ts';

const NOW = '2026-10-01T00:00:00Z';
const shared = (path: string) => join(projectRoot, '..', 'shared', 'data', path);
let open: OpenLeads | null = null;
afterEach(async () => {
	await open?.close();
	open = null;
});

async function scan(file: string, mapping: unknown, settings = {}) {
	open = await openLeads(file, mapping, NOW);
	return scanLeads(open.engine, open.leads, { windowDays: 0, horizonDays: 90, ...settings });
}
const suspects = ({ columns }: Awaited<ReturnType<typeof scan>>) =>
	columns.filter(isSuspected).map(({ column }) => column);
const codesOf = ({ columns }: Awaited<ReturnType<typeof scan>>, name: string) =>
	columns.find(({ column }) => column === name)!.evidence.map(({ code }) => code);

describe('the leakage scan of the sample', () => {
	const mapping: unknown = JSON.parse(
		readFileSync(join(projectRoot, 'data/sample/mapping.json'), 'utf8')
	);
	const sample = (settings = {}) =>
		scan(join(projectRoot, 'data/sample/leads.csv'), mapping, settings);

	it('finds what is filled after the outcome, and nothing that is safe to score', async () => {
		const found = await sample({ windowDays: 14, horizonDays: 120 });
		expect(suspects(found)).toEqual([
			'budget',
			'authority',
			'crm_score',
			'mql_at',
			'onboarding_contact'
		]);
		expect(codesOf(found, 'onboarding_contact')).toEqual([
			'leak-filled-for-winners',
			'leak-filled-late',
			'leak-decides-alone'
		]);
		expect(codesOf(found, 'mql_at')).toEqual(['leak-dates-after']);
		expect(found).toMatchObject({ split: 'time', maturityKnown: true, sampled: null });
	}, 120_000);

	it('finds the same whatever window and horizon are asked for', async () => {
		const found = await sample({ windowDays: 0, horizonDays: 60 });
		expect(suspects(found)).toEqual([
			'budget',
			'authority',
			'crm_score',
			'mql_at',
			'onboarding_contact'
		]);
	}, 120_000);

	it('counts winners, others and open leads of each column as the file has them', async () => {
		const found = await sample({ windowDays: 14, horizonDays: 120 });
		const contact = found.columns.find(({ column }) => column === 'onboarding_contact')!;
		expect(contact.won.leads).toBe(found.wins);
		expect(contact.won.leads + contact.lost.leads).toBe(found.leads);
		expect(contact.open.filled).toBe(0);
		const shares: number[] = [];
		const again = await scanLeads(
			open!.engine,
			open!.leads,
			{ windowDays: 14, horizonDays: 120 },
			(share) => shares.push(share)
		);
		expect(again).toEqual(found);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares.at(-1)).toBe(1);
	}, 120_000);

	it('looks at no name: the same columns under other names are found', async () => {
		const text = readFileSync(join(projectRoot, 'data/sample/leads.csv'), 'utf8');
		const renamed = text
			.replace('onboarding_contact', 'first_seen_browser')
			.replace('crm_score', 'shoe_size');
		const folder = mkdtempSync(join(tmpdir(), 'leadgauge-scan-'));
		const file = join(folder, 'leads.csv');
		writeFileSync(file, renamed);
		const found = await scan(file, mapping, { windowDays: 14, horizonDays: 120 });
		rmSync(folder, { recursive: true });
		expect(suspects(found)).toEqual([
			'budget',
			'authority',
			'shoe_size',
			'mql_at',
			'first_seen_browser'
		]);
	}, 120_000);
});

const xeducation = shared('xeducation/Leads.csv');
describe.skipIf(!existsSync(xeducation))(`the leakage scan of X Education (${xeducation})`, () => {
	const mapping = {
		id: 'Prospect ID',
		createdAt: null,
		source: 'Lead Source',
		outcome: { column: 'Converted', won: ['1'] },
		value: null,
		order: 'Lead Number',
		missing: ['Select']
	};
	const honest = ['Lead Origin', 'Lead Source', 'TotalVisits', 'Specialization', 'City'];

	it.each([
		['ordered by lead number', {}, {}, []],
		['split at random', { order: null }, { seed: 1 }, []],
		['split at random again', { order: null }, { seed: 2 }, []],
		// Filled by sales too, as the data dictionary says.
		['with Select as a value', { missing: [] }, {}, ['Lead Profile']]
	])(
		'finds Tags and Lead Quality and no honest column, %s',
		async (_, rest, settings, more) => {
			const found = await scan(xeducation, { ...mapping, ...rest }, settings);
			expect(suspects(found)).toEqual(['Tags', 'Lead Quality', ...more]);
			for (const column of honest) {
				expect(found.columns.map((each) => each.column)).toContain(column);
				expect(suspects(found)).not.toContain(column);
			}
		},
		120_000
	);
});

const bank = shared('uci_bank/bank-additional-full.csv');
describe.skipIf(!existsSync(bank))(`the leakage scan of UCI bank (${bank})`, () => {
	const mapping = {
		id: 'row',
		createdAt: null,
		source: null,
		outcome: { column: 'y', won: ['yes'] },
		value: null,
		order: 'row',
		missing: []
	};

	it.each([
		['in the order of the rows', {}],
		['split at random', { order: null }]
	])(
		'finds the length of the call, by what all others know together, %s',
		async (_, rest) => {
			const found = await scan(bank, { ...mapping, ...rest });
			expect(suspects(found)).toEqual(['duration']);
			expect(codesOf(found, 'duration')).toEqual(['leak-beats-others']);
			expect(found.sampled).toBeGreaterThan(15_000);
		},
		120_000
	);
});

const maven = shared('maven_crm/opportunities/sales_pipeline.csv');
describe.skipIf(!existsSync(maven))(`the leakage scan of the Maven pipeline (${maven})`, () => {
	const mapping = {
		id: 'opportunity_id',
		createdAt: 'engage_date',
		source: null,
		outcome: { column: 'deal_stage', won: ['Won'], lost: ['Lost'] },
		value: 'close_value',
		order: null,
		missing: [],
		account: 'account'
	};

	it('accuses no column that is known early, only the day of closing', async () => {
		expect(suspects(await scan(maven, mapping))).toEqual(['close_date']);
	}, 120_000);

	it('finds the value of the deal where no role is given to it', async () => {
		const found = await scan(maven, { ...mapping, value: null });
		expect(suspects(found)).toEqual(['close_date', 'close_value']);
	}, 120_000);
});
