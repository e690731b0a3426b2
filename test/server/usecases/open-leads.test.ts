import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { openLeads, type OpenLeads } from '#lib/server/usecases/open-leads.ts';

const NOW = '2026-01-31T00:00:00Z';
const shared = (path: string) => join(projectRoot, '..', 'shared', 'data', path);
let folder: string;
let open: OpenLeads | null = null;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-cli-'));
});
afterEach(async () => {
	await open?.close();
	open = null;
	await rm(folder, { recursive: true, force: true });
});

async function number(expression: string): Promise<number> {
	const table = open!.leads.table.texts[0];
	const result = await open!.engine.run(`SELECT CAST(${expression} AS DOUBLE) AS x FROM ${table}`);
	return numbersOf(result, 'x')[0];
}

/** The column of the dataset that has a name in the file. */
function columnOf(name: string): string {
	return open!.leads.columns.find((each) => each.name === name)!.column;
}

describe('leads of a file on the command line', () => {
	it('are read with the suggested mapping, beside the file and leaving nothing behind', async () => {
		const path = join(folder, 'leads.csv');
		await writeFile(
			path,
			'Lead ID,Erstellt am,Quelle,Gewonnen\n1,2026-01-01,web,ja\n2,2026-01-02,x,nein\n'
		);
		open = await openLeads(path, null, NOW);
		expect(open.manifest.mapping).toMatchObject({
			id: 'Lead ID',
			createdAt: 'Erstellt am',
			source: 'Quelle',
			outcome: { column: 'Gewonnen', won: ['ja'] }
		});
		expect(open.leads).toMatchObject({
			rows: 2,
			fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/)
		});
		expect(await number('count(*)')).toBe(2);
		expect(await readdir(folder)).toEqual(['leads.csv']);
	});

	it('need a column that tells won from lost', async () => {
		const path = join(folder, 'leads.csv');
		await writeFile(path, 'id,city\n1,Bonn\n2,Ulm\n');
		await expect(openLeads(path, null, NOW)).rejects.toMatchObject({ code: 'no-outcome-column' });
	});

	it('need a file, and rows that can be loaded', async () => {
		const path = join(folder, 'leads.csv');
		await expect(openLeads(path, null, NOW)).rejects.toMatchObject({ code: 'file-missing' });
		await expect(openLeads(folder, null, NOW)).rejects.toMatchObject({ code: 'file-is-directory' });
		await writeFile(path, 'id,created,won\n1,never,yes\n');
		const mapping = { id: 'id', createdAt: 'created', outcome: { column: 'won', won: ['yes'] } };
		const error = await openLeads(path, mapping, NOW).catch((each) => each);
		expect(error.code).toBe('import-without-leads');
		expect(error.issues[0]).toMatchObject({ code: 'rejected-unreadable-date', line: 2 });
	});
});

const xeducation = shared('xeducation/Leads.csv');
describe.skipIf(!existsSync(xeducation))(`X Education (${xeducation})`, () => {
	const mapping = {
		id: 'Prospect ID',
		createdAt: null,
		source: 'Lead Source',
		outcome: { column: 'Converted', won: ['1'] },
		value: null,
		order: 'Lead Number',
		missing: ['Select']
	};

	it('has 9,240 leads, 3,561 of them won, and no phantom column', async () => {
		open = await openLeads(xeducation, mapping, NOW);
		expect(open.manifest.counts).toEqual({
			rowsRead: 9240,
			leads: 9240,
			rejected: 0,
			won: 3561,
			notWon: 5679,
			unknown: 0
		});
		expect(open.manifest.source.sha256).toBe(
			'4031a25430787dc4ec47bac0a3acb3a9140772b101ca1979e2f7aae806475ee8'
		);
		expect(open.leads.columns).toHaveLength(37);
		expect(open.manifest.issues.map(({ code }) => code)).toEqual(['column-dropped']);
		expect(await number('min(order_key)')).toBe(579533);
	});

	it('has the published quality of its sources', async () => {
		open = await openLeads(xeducation, mapping, NOW);
		const result = await open.engine.run(
			`SELECT CAST(source AS VARCHAR) AS source, count(*) AS n, count(CASE WHEN won THEN 1 END) AS k
			FROM ${open.leads.table.texts[0]} GROUP BY ALL ORDER BY n DESC`
		);
		const [n, k] = [numbersOf(result, 'n'), numbersOf(result, 'k')];
		const rows = textsOf(result, 'source').map((source, i) => [source, n[i], k[i]]);
		expect(rows).toEqual(
			expect.arrayContaining([
				['Google', 2868, 1147],
				['Direct Traffic', 2543, 818],
				['Olark Chat', 1755, 448],
				['Organic Search', 1154, 436],
				['Reference', 534, 490],
				['Welingak Website', 142, 140],
				['Referral Sites', 125, 31],
				['Facebook', 55, 13],
				[null, 36, 29]
			])
		);
	});

	it('keeps Yes and No as they are, reads numbers as numbers, and takes Select for missing', async () => {
		open = await openLeads(xeducation, mapping, NOW);
		const types = new Map(open.leads.columns.map(({ name, type }) => [name, type]));
		expect(types.get('Do Not Email')).toBe('text');
		expect(types.get('TotalVisits')).toBe('number');
		expect(types.get('Page Views Per Visit')).toBe('number');
		const email = columnOf('Do Not Email');
		expect(await number(`count(CASE WHEN ${email} IN ('Yes', 'No') THEN 1 END)`)).toBe(9240);
		expect(await number(`count(*) - count(${columnOf('TotalVisits')})`)).toBe(137);
		expect(await number(`max(${columnOf('TotalVisits')})`)).toBe(251);
		const cities = columnOf('City');
		expect(await number(`count(CASE WHEN ${cities} = 'Select' THEN 1 END)`)).toBe(0);
	});

	it('gets a mapping that finds id, source, outcome and Select by itself', async () => {
		open = await openLeads(xeducation, null, NOW);
		expect(open.manifest.mapping).toMatchObject({
			id: 'Prospect ID',
			createdAt: null,
			source: 'Lead Source',
			outcome: { column: 'Converted', won: ['1'] },
			missing: ['Select']
		});
	});
});

const bank = shared('uci_bank/bank-additional-full.csv');
describe.skipIf(!existsSync(bank))(`UCI Bank Marketing (${bank})`, () => {
	const mapping = {
		id: 'row',
		createdAt: null,
		source: null,
		outcome: { column: 'y', won: ['yes'] },
		value: null,
		order: 'row',
		missing: ['unknown']
	};

	it('has 41,188 leads in the order of the file, 4,640 of them won', async () => {
		open = await openLeads(bank, mapping, NOW);
		expect(open.manifest.counts).toMatchObject({ rowsRead: 41188, leads: 41188, won: 4640 });
		expect(await number('max(order_key)')).toBe(41188);
		const tenth = `count(CASE WHEN won AND row_number > 37069 THEN 1 END) / 4119.0`;
		expect(await number(`round(${tenth}, 3)`)).toBe(0.459);
	});

	it('has columns with dots in their names, and unknown values', async () => {
		open = await openLeads(bank, mapping, NOW);
		const types = new Map(open.leads.columns.map(({ name, type }) => [name, type]));
		expect(types.get('emp.var.rate')).toBe('number');
		expect(await number(`round(avg(${columnOf('euribor3m')}), 3)`)).toBeCloseTo(3.621, 3);
		expect(await number(`count(*) - count(${columnOf('default')})`)).toBe(8597);
	});

	it('is taken as a flag by the suggested mapping, with unknown as an answer', async () => {
		open = await openLeads(bank, null, NOW);
		expect(open.manifest.mapping).toMatchObject({
			id: 'row',
			outcome: { column: 'y', won: ['yes'] },
			missing: []
		});
	});
});

const sample = join(projectRoot, 'data', 'sample', 'leads.csv');
describe.skipIf(!existsSync(sample))('the sample', () => {
	it('is read with the suggested mapping, every row of it', async () => {
		open = await openLeads(sample, null, NOW);
		const { mapping, counts, dates } = open.manifest;
		expect(mapping).toMatchObject({
			id: 'lead_id',
			createdAt: 'created_at',
			source: 'source',
			outcome: { wonAt: 'won_at', lostAt: 'lost_at' },
			value: 'deal_value_eur',
			account: 'account',
			workedAt: 'worked_at',
			acceptedAt: 'accepted_at'
		});
		expect(counts.leads + counts.rejected).toBe(counts.rowsRead);
		expect(counts.rejected).toBe(0);
		expect(counts.won).toBeGreaterThan(400);
		expect(dates.newestAt).not.toBeNull();
	});
});
