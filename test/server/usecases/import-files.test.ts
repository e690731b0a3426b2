import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { datasetNamed, datasetsOnDisk } from '#lib/server/db/dataset-names.ts';
import { attachDataset, renameDataset } from '#lib/server/db/datasets.ts';
import { bytesHold } from '#lib/server/db/bytes-hold.ts';
import { pseudonymOf } from '#lib/server/db/load/pseudonym.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import { deleteDataset } from '#lib/server/usecases/delete-dataset.ts';
import { eraseLead } from '#lib/server/usecases/erase-lead.ts';
import { importFiles, type ImportFilesRequest } from '#lib/server/usecases/import-files.ts';
import { listDatasets } from '#lib/server/usecases/list-datasets.ts';

const NOW = '2026-01-31T00:00:00.000Z';
const MAVEN = join(import.meta.dirname, '../../../../shared/data/maven_crm/opportunities');

let folder: string;
let workspace: Workspace;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
	workspace = await openWorkspace(join(folder, 'home'));
});
afterEach(async () => {
	await workspace.close();
	await rm(folder, { recursive: true, force: true });
});

async function write(name: string, content: string): Promise<string> {
	const path = join(folder, 'files', name);
	await mkdir(join(folder, 'files'), { recursive: true });
	await writeFile(path, content);
	return path;
}

function take(paths: string[], request: Partial<ImportFilesRequest> = {}) {
	const files = paths.map((path) => ({ path }));
	return importFiles(workspace, { files, mapping: null, name: null, now: NOW, ...request });
}

async function texts(id: string, query: string): Promise<(string | null)[]> {
	await attachDataset(workspace, id);
	return textsOf(await workspace.engine.run(query.replaceAll('DATASET', `"dataset_${id}"`)), 'x');
}

const LEADS = `Lead ID,Created,Email,Company,Won
l-1,2026-01-01,ann@example.com,X,yes
l-2,2026-01-02,bob@example.com,X,no
l-3,2026-01-03,,Y,no
`;

describe('files of the disk', () => {
	it('become a dataset with suggested roles, named after the leads', async () => {
		const leads = await write('leads.csv', LEADS);
		const touches = await write(
			'activities.csv',
			'Lead ID,Activity date,Activity type\nl-1,2026-01-05,Email open\nl-1,2026-01-06,Webinar\n'
		);
		const { id, manifest, diff } = await take([touches, leads]);
		expect(manifest.name).toBe('leads');
		expect(manifest.files?.map(({ name, role }) => `${name}: ${role}`)).toEqual([
			'leads.csv: leads',
			'activities.csv: touches'
		]);
		expect(diff).toBeNull();
		expect((await listDatasets(workspace)).map((each) => each.id)).toEqual([id]);
	});

	it('take the place of a dataset of the same name only where that is said, and tell what differs', async () => {
		const leads = await write('leads.csv', LEADS);
		const first = await take([leads]);
		await expect(take([leads])).rejects.toMatchObject({ code: 'dataset-name-taken' });
		await write(
			'leads.csv',
			`${LEADS.replace('bob@example.com,X,no', 'bob@example.com,X,yes').replace(/l-3.*\n/, '')}l-4,2026-01-04,,Z,no\n`
		);
		const second = await take([leads], { name: 'leads' });
		expect(second.diff).toMatchObject({ new: 1, changed: 1, same: 1, gone: 1 });
		expect((await listDatasets(workspace)).map(({ id }) => id)).toEqual([second.id]);
		expect(existsSync(join(workspace.paths.datasets, first.id))).toBe(false);
		const audit = await readFile(workspace.audit.path, 'utf8');
		expect(audit).toContain('dataset-replaced');
	});

	it('can be renamed and deleted', async () => {
		const { id } = await take([await write('leads.csv', LEADS)]);
		await renameDataset(workspace, id, ' January ', NOW);
		expect((await listDatasets(workspace))[0].name).toBe('January');
		expect((await datasetNamed(workspace.paths.home, 'January')).id).toBe(id);
		await expect(renameDataset(workspace, id, ' ', NOW)).rejects.toMatchObject({
			code: 'dataset-name-empty'
		});
		await deleteDataset(workspace, id, NOW);
		expect(await datasetsOnDisk(workspace)).toEqual([]);
	});
});

describe('a replacement that a kill cut off', () => {
	it('is ended when the workspace is opened: one dataset, the new one', async () => {
		const leads = await write('leads.csv', LEADS);
		const first = await take([leads]);
		const second = await take([leads], { name: 'other' });
		const path = join(workspace.paths.datasets, second.id, 'manifest.json');
		const manifest = JSON.parse(await readFile(path, 'utf8'));
		await writeFile(path, JSON.stringify({ ...manifest, replaces: first.id }));
		await workspace.close();
		workspace = await openWorkspace(join(folder, 'home'));
		expect((await listDatasets(workspace)).map(({ id }) => id)).toEqual([second.id]);
		expect(existsSync(join(workspace.paths.datasets, first.id))).toBe(false);
	});
});

describe('erasing a lead', () => {
	const TOUCHES =
		'lead,at,type\nl-1,2026-01-05,open\nl-2,2026-01-06,open\nx,2026-01-07,ann@example.com\n';
	const mapping = {
		leadgauge: 1,
		leads: {
			id: 'Lead ID',
			createdAt: 'Created',
			email: 'Email',
			outcome: { column: 'Won', won: ['yes'] }
		},
		touches: { lead: 'lead', at: 'at', type: 'type' }
	};

	async function taken(leads = LEADS, leadMapping: object = {}) {
		const paths = [await write('leads.csv', leads), await write('touches.csv', TOUCHES)];
		return importFiles(workspace, {
			files: [
				{ path: paths[0], role: 'leads' },
				{ path: paths[1], role: 'touches' }
			],
			mapping: { ...mapping, leads: { ...mapping.leads, ...leadMapping } },
			name: null,
			now: NOW
		});
	}

	it('by its address leaves nothing of it: no row, no touch, no reject, no byte', async () => {
		const before = await taken();
		const file = join(workspace.paths.datasets, before.id, before.manifest.file);
		expect(await bytesHold(file, 'ann@example.com')).toBe(true);
		const [erased] = await eraseLead(workspace, { email: ' Ann@Example.com' }, NOW);
		expect(erased).toMatchObject({ name: 'leads', leads: 1, rejects: 1 });
		expect(existsSync(file)).toBe(false);
		const { id, manifest } = await datasetNamed(workspace.paths.home, 'leads');
		const after = join(workspace.paths.datasets, id, manifest.file);
		expect(await bytesHold(after, 'ann@example.com')).toBe(false);
		expect(await bytesHold(join(after, '../manifest.json'), 'ann@example.com')).toBe(false);
		expect(await texts(id, 'SELECT id AS x FROM DATASET.leads ORDER BY row_number')).toEqual([
			'l-2',
			'l-3'
		]);
		expect(await texts(id, `SELECT lead || ' ' || type AS x FROM DATASET.touches`)).toEqual([
			'2 open'
		]);
		expect(await texts(id, 'SELECT raw AS x FROM DATASET.rejects')).toEqual([null]);
		expect(manifest.counts).toMatchObject({ leads: 2, won: 0, notWon: 2, rowsRead: 2 });
		expect(manifest.erased).toBe(1);
	});

	it('is noted, but not of whom', async () => {
		await taken();
		await eraseLead(workspace, { lead: 'l-2' }, NOW);
		const audit = await readFile(workspace.audit.path, 'utf8');
		expect(audit).toContain('lead-erased');
		expect(audit).not.toContain('l-2');
		expect(audit).not.toContain('bob');
	});

	it('that nobody holds is said; nothing is changed', async () => {
		const { id } = await taken();
		await expect(eraseLead(workspace, { lead: 'l-9' }, NOW)).rejects.toMatchObject({
			code: 'lead-unknown'
		});
		expect((await listDatasets(workspace))[0].id).toBe(id);
	});

	it('whose address another lead has in a note is refused, with the column', async () => {
		await taken(LEADS.replace('l-3,2026-01-03,,Y', 'l-3,2026-01-03,,friend of ann@example.com'));
		await expect(eraseLead(workspace, { email: 'ann@example.com' }, NOW)).rejects.toMatchObject({
			code: 'erase-incomplete',
			params: { column: 'Company' }
		});
	});

	it('finds it behind its pseudonym', async () => {
		await taken(LEADS, { pseudonymise: ['Email'] });
		expect(await eraseLead(workspace, { email: 'BOB@example.com' }, NOW)).toMatchObject([
			{ leads: 1 }
		]);
	});
});

describe('pseudonyms', () => {
	const mapping = {
		leadgauge: 1,
		leads: {
			id: 'Lead ID',
			createdAt: 'Created',
			email: 'Email',
			outcome: { column: 'Won', won: ['yes'] },
			pseudonymise: ['Email']
		},
		touches: { lead: { column: 'mail', by: 'email' }, at: 'at' }
	};

	it('stand for addresses in the dataset; rows still find their leads, the key stays outside', async () => {
		const leads = await write('leads.csv', `${LEADS}l-4,soon,dora@example.com,Z,no\n`);
		const touches = await write(
			't.csv',
			'mail,at\nANN@example.com,2026-01-05\nzoe@example.com,2026-01-05\n'
		);
		const { id, manifest } = await importFiles(workspace, {
			files: [
				{ path: leads, role: 'leads' },
				{ path: touches, role: 'touches' }
			],
			mapping,
			name: null,
			now: NOW
		});
		const keyFile = join(workspace.paths.home, 'pseudonym.key');
		expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
		const key = Buffer.from(await readFile(keyFile, 'utf8'), 'base64');
		expect(
			await texts(id, 'SELECT CAST(c2 AS VARCHAR) AS x FROM DATASET.leads ORDER BY row_number')
		).toEqual([pseudonymOf('ann@example.com', key), pseudonymOf('bob@example.com', key), null]);
		expect(manifest.files?.[1]).toMatchObject({ loaded: 1, rejected: 1 });
		expect(manifest.pseudonyms?.columns).toEqual(['Email']);
		const dataset = join(workspace.paths.datasets, id);
		for (const name of ['ann', 'bob', 'dora', 'zoe'].map((each) => `${each}@example.com`)) {
			for (const file of [manifest.file, 'manifest.json']) {
				expect(await bytesHold(join(dataset, file), name)).toBe(false);
			}
		}
		for (const file of [manifest.file, 'manifest.json']) {
			expect(await bytesHold(join(dataset, file), key.toString('base64'))).toBe(false);
		}
	});
});

describe.skipIf(!existsSync(MAVEN))(`maven_crm (${MAVEN})`, () => {
	it('imports as five files: lists joined, open deals open, the spelling of a product offered as a merge', async () => {
		const names = ['accounts', 'data_dictionary', 'products', 'sales_pipeline', 'sales_teams'];
		const { manifest } = await take(names.map((name) => join(MAVEN, `${name}.csv`)));
		expect(manifest.counts).toMatchObject({
			rowsRead: 8800,
			leads: 8800,
			rejected: 0,
			won: 4238,
			notWon: 2473,
			unknown: 2089
		});
		const roles = Object.fromEntries((manifest.files ?? []).map(({ name, role }) => [name, role]));
		expect(roles).toEqual({
			'sales_pipeline.csv': 'leads',
			'accounts.csv': 'lookup',
			'products.csv': 'lookup',
			'sales_teams.csv': 'lookup',
			'data_dictionary.csv': 'unused'
		});
		expect(manifest.mapping.outcome).toEqual({
			column: 'deal_stage',
			won: ['Won'],
			lost: ['Lost'],
			at: 'close_date'
		});
		expect(manifest.spellings?.offered).toEqual([
			{ column: 'product', from: 'GTXPro', to: 'GTX Pro', leads: 1480 }
		]);
		expect(manifest.schema.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['sector', 'sales_price', 'manager', 'regional_office'])
		);
	});

	it('joins every product once the spelling is merged', async () => {
		const files = ['sales_pipeline', 'products'].map((name) => ({
			path: join(MAVEN, `${name}.csv`)
		}));
		const { id, manifest } = await importFiles(workspace, {
			files,
			mapping: {
				leadgauge: 1,
				leads: {
					id: 'opportunity_id',
					outcome: { column: 'deal_stage', won: ['Won'], lost: ['Lost'], at: 'close_date' },
					merges: { product: { GTXPro: 'GTX Pro' } }
				},
				lookups: [{ file: 'products.csv', key: 'product', leadColumn: 'product' }]
			},
			name: 'merged',
			now: NOW
		});
		expect(manifest.spellings).toEqual({
			applied: [{ column: 'product', from: 'GTXPro', to: 'GTX Pro', leads: 1480 }],
			offered: []
		});
		expect(manifest.files?.[1].keys).toMatchObject({ matched: 7, unmatched: 0, leadsUnmatched: 0 });
		const price = manifest.schema.find(({ name }) => name === 'sales_price')?.column;
		expect(
			await texts(
				id,
				`SELECT CAST(count(*) AS VARCHAR) AS x FROM DATASET.leads WHERE ${price} = 4821`
			)
		).toEqual(['1480']);
	});
});
