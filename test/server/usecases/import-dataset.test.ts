import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkChain } from '#lib/server/db/audit-log.ts';
import { attachDataset, datasetManifest } from '#lib/server/db/datasets.ts';
import { rejectsCsv } from '#lib/server/db/rejects-csv.ts';
import { discardUpload, receiveUpload } from '#lib/server/db/uploads.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { deleteDataset } from '#lib/server/usecases/delete-dataset.ts';
import { checkImport, commitImport } from '#lib/server/usecases/import-dataset.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { listDatasets } from '#lib/server/usecases/list-datasets.ts';

const NOW = '2026-01-31T12:00:00.000Z';
const TEXT =
	'Lead ID,Created at,Source,Won\n1,2026-01-01,web,yes\n2,2026-01-02,fair,no\n3,soon,=1+1,no\n';
const MAPPING = {
	id: 'Lead ID',
	createdAt: 'Created at',
	source: 'Source',
	outcome: { column: 'Won', won: ['yes'] },
	value: null,
	order: null,
	missing: []
};

let home: string;
let workspace: Workspace;

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'leadgauge-home-'));
	workspace = await openWorkspace(home);
});

afterEach(async () => {
	await workspace.close();
	await rm(home, { recursive: true, force: true });
});

async function* pieces(...texts: string[]) {
	for (const text of texts) yield new TextEncoder().encode(text);
}

const upload = (text = TEXT, name = 'leads.csv') =>
	receiveUpload(workspace, pieces(text), { name });

async function importText(text = TEXT): Promise<string> {
	const { id } = await upload(text);
	await checkImport(workspace, id, MAPPING, NOW);
	return commitImport(workspace, id);
}

describe('an import', () => {
	it('goes from upload over inspection and check to a dataset that queries can read', async () => {
		const { id } = await receiveUpload(workspace, pieces(TEXT.slice(0, 30), TEXT.slice(30)), {
			name: '/home/me/leads.csv'
		});
		const inspection = await inspectFile(workspace, id);
		expect(inspection).toMatchObject({ name: 'leads.csv', rows: 3, delimiter: ',' });
		expect(inspection.suggestion.mapping).toMatchObject({ id: 'Lead ID', source: 'Source' });
		expect(await listDatasets(workspace)).toEqual([]);

		const stages = new Set<string>();
		const shares: number[] = [];
		const checked = await checkImport(workspace, id, MAPPING, NOW, {
			onProgress: ({ stage, share }) => {
				stages.add(stage);
				shares.push(share);
			}
		});
		expect(checked.counts).toMatchObject({ rowsRead: 3, leads: 2, rejected: 1, won: 1 });
		expect([...stages]).toEqual(expect.arrayContaining(['reading', 'checking', 'writing']));
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(await listDatasets(workspace)).toEqual([]);

		const dataset = await commitImport(workspace, id);
		expect(await listDatasets(workspace)).toMatchObject([
			{ id: dataset, name: 'leads.csv', leads: 2, won: 1, rejected: 1, createdAt: NOW }
		]);
		expect(await datasetManifest(workspace, dataset)).toEqual(checked);
		const { leads } = await attachDataset(workspace, dataset);
		const result = await workspace.engine.run(`SELECT count(*) AS n FROM ${leads.table.texts[0]}`);
		expect(numbersOf(result, 'n')).toEqual(Float64Array.of(2));
		expect(await readdir(workspace.paths.staging)).not.toContain(id);
	});

	it('keeps files for their owner alone', async () => {
		const dataset = await importText();
		const mode = async (path: string) => (await stat(path)).mode & 0o777;
		expect(await mode(home)).toBe(0o700);
		const folder = join(workspace.paths.datasets, dataset);
		expect(await mode(join(folder, 'manifest.json'))).toBe(0o600);
		expect(await mode(join(folder, '1.duckdb'))).toBe(0o600);
	});

	it('shows the rejected rows as CSV that no spreadsheet runs', async () => {
		const { rejects } = await attachDataset(workspace, await importText());
		const texts = [];
		for await (const piece of rejectsCsv(workspace.engine, rejects)) texts.push(piece);
		expect(texts.join('')).toBe(
			'line,column,reason,found,first_line,row\n4,Created at,unreadable-date,soon,,"3,soon,=1+1,no"\n'
		);
	});

	it('escapes formulas in rejected rows', async () => {
		const hostile = TEXT.replace('3,soon', '=2+5,2026-01-01').replace('1,2026', '=2+5,2026');
		const { rejects } = await attachDataset(workspace, await importText(hostile));
		const texts = [];
		for await (const piece of rejectsCsv(workspace.engine, rejects)) texts.push(piece);
		expect(texts.join('')).toContain(`duplicate-id,'=2+5,2,"'=2+5,2026-01-01,=1+1,no"`);
	});

	it('needs a check first, and leads', async () => {
		const { id } = await upload();
		await expect(commitImport(workspace, id)).rejects.toMatchObject({ code: 'import-not-checked' });
		const empty = await upload('Lead ID,Created at,Source,Won\n1,never,web,yes\n');
		await checkImport(workspace, empty.id, MAPPING, NOW);
		await expect(commitImport(workspace, empty.id)).rejects.toMatchObject({
			code: 'import-without-leads'
		});
	});

	it('can be checked again with another mapping', async () => {
		const { id } = await upload();
		await checkImport(workspace, id, MAPPING, NOW);
		const second = await checkImport(workspace, id, { ...MAPPING, createdAt: null }, NOW);
		expect(second.counts).toMatchObject({ leads: 3, rejected: 0 });
	});

	it('names every trouble of a mapping', async () => {
		const { id } = await upload();
		const wrong = { id: 'Lead', outcome: { column: 'Won', won: [] }, extra: 1 };
		const error = await checkImport(workspace, id, wrong, NOW).catch((each) => each);
		expect(error).toMatchObject({ code: 'mapping-invalid', params: { troubles: 2 } });
		expect(error.issues.map((each: { code: string }) => each.code)).toEqual([
			'mapping-unknown-field',
			'mapping-field'
		]);
	});

	it('of a broken file says what is wrong with it', async () => {
		const { id } = await upload('');
		await expect(inspectFile(workspace, id)).rejects.toMatchObject({ code: 'file-empty' });
	});

	it('is forgotten when it is discarded', async () => {
		const { id } = await upload();
		await discardUpload(workspace, id);
		await expect(inspectFile(workspace, id)).rejects.toMatchObject({ code: 'upload-not-found' });
		await expect(inspectFile(workspace, '../datasets')).rejects.toMatchObject({
			code: 'upload-not-found'
		});
	});

	it('refuses what is too large while it comes in, and keeps nothing of it', async () => {
		const options = { name: 'x.csv', mostBytes: 10 };
		await expect(receiveUpload(workspace, pieces(TEXT), options)).rejects.toMatchObject({
			code: 'upload-too-large'
		});
		expect(await readdir(workspace.paths.staging)).toEqual([]);
	});

	it('keeps nothing of an upload that breaks off', async () => {
		const broken = async function* () {
			yield new TextEncoder().encode('a');
			throw new Error('gone');
		};
		await expect(receiveUpload(workspace, broken(), { name: 'x' })).rejects.toThrow('gone');
		expect(await readdir(workspace.paths.staging)).toEqual([]);
	});
});

describe('an import of a large file', () => {
	const rows = (n: number) =>
		Array.from({ length: n }, (_, i) => `${i},2026-01-01,web ${i % 50},${i % 9 ? 'no' : 'yes'}`);
	const large = () => `Lead ID,Created at,Source,Won\n${rows(400_000).join('\n')}\n`;

	it('can be cancelled and leaves the workspace as it was', async () => {
		const { id } = await upload(large());
		const controller = new AbortController();
		const checking = checkImport(workspace, id, MAPPING, NOW, {
			signal: controller.signal,
			onProgress: ({ share }) => share > 0.1 && controller.abort()
		});
		await expect(checking).rejects.toMatchObject({ code: 'job-cancelled' });
		expect(await listDatasets(workspace)).toEqual([]);
		expect((await checkImport(workspace, id, MAPPING, NOW)).counts.leads).toBe(400_000);
	});

	it('ends at its deadline', async () => {
		const { id } = await upload(large());
		const checking = checkImport(workspace, id, MAPPING, NOW, { deadlineMs: 300 });
		await expect(checking).rejects.toMatchObject({ code: 'job-deadline' });
	});

	it.skipIf(process.platform !== 'linux')(
		'that needs more memory than it may have fails alone',
		async () => {
			const { id } = await upload(large());
			const error = await checkImport(workspace, id, MAPPING, NOW, { memoryMb: 96 }).catch(
				(each) => each
			);
			expect(['out-of-memory', 'job-crashed']).toContain(error.code);
			expect((await checkImport(workspace, id, MAPPING, NOW)).counts.leads).toBe(400_000);
		}
	);
});

describe('a dataset', () => {
	it('is deleted with its file, and the list forgets it', async () => {
		const dataset = await importText();
		await attachDataset(workspace, dataset);
		await deleteDataset(workspace, dataset, NOW);
		expect(await listDatasets(workspace)).toEqual([]);
		expect(await readdir(workspace.paths.datasets)).toEqual([]);
		await expect(attachDataset(workspace, dataset)).rejects.toMatchObject({
			code: 'dataset-not-found'
		});
	});

	it('is not found by what is no id', async () => {
		for (const id of ['', '..', '../../etc', 'x'.repeat(36)]) {
			await expect(datasetManifest(workspace, id)).rejects.toMatchObject({
				code: 'dataset-not-found'
			});
		}
	});

	it('is still there when the workspace is opened again', async () => {
		const dataset = await importText();
		await workspace.close();
		workspace = await openWorkspace(home);
		expect(await listDatasets(workspace)).toMatchObject([{ id: dataset, leads: 2 }]);
	});

	it('is found again when the catalogue is lost, and forgotten when its folder is', async () => {
		const dataset = await importText();
		await workspace.close();
		await rm(join(home, 'catalog.duckdb'));
		workspace = await openWorkspace(home);
		expect(await listDatasets(workspace)).toMatchObject([{ id: dataset, name: 'leads.csv' }]);
		await workspace.close();
		await rm(join(home, 'datasets', dataset), { recursive: true });
		workspace = await openWorkspace(home);
		expect(await listDatasets(workspace)).toEqual([]);
	});

	it('leaves a trail in the audit log that shows every later change, and no values', async () => {
		const dataset = await importText();
		await deleteDataset(workspace, dataset, NOW);
		const log = await readFile(join(home, 'audit.jsonl'), 'utf8');
		expect(checkChain(log).brokenLine).toBeNull();
		expect(log.split('\n').filter(Boolean)).toHaveLength(2);
		expect(checkChain(log.replace('"leads":2', '"leads":3')).brokenLine).toBe(1);
		expect(log).not.toContain('web');
		expect(log).not.toContain('leads.csv');
	});
});

describe('a workspace', () => {
	const child = (script: string) => {
		const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx');
		return spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], {
			cwd: projectRoot,
			stdio: ['ignore', 'pipe', 'pipe']
		});
	};

	it('is open in one process only', async () => {
		const second = child(`
			import { openWorkspace } from '#lib/server/db/workspace.ts';
			await openWorkspace(${JSON.stringify(home)}).catch((error) => console.log(error.code));
			process.exit();`);
		let said = '';
		second.stdout.on('data', (piece) => (said += piece));
		await new Promise((resolve) => second.on('exit', resolve));
		expect(said.trim()).toBe('workspace-busy');
	});

	it('clears away what work left in staging when its process was killed', async () => {
		await upload();
		await writeFile(join(workspace.paths.staging, 'something'), 'x');
		await workspace.close();
		workspace = await openWorkspace(home);
		expect(await readdir(workspace.paths.staging)).toEqual([]);
	});

	it('holds the old state or the new one when its process is killed at any moment', async () => {
		await workspace.close();
		const script = `
			import { openWorkspace } from '#lib/server/db/workspace.ts';
			import { receiveUpload } from '#lib/server/db/uploads.ts';
			import { checkImport, commitImport } from '#lib/server/usecases/import-dataset.ts';
			const workspace = await openWorkspace(${JSON.stringify(home)});
			async function* body() { yield Buffer.from(${JSON.stringify(TEXT)}); }
			for (;;) {
				const { id } = await receiveUpload(workspace, body(), { name: 'leads.csv' });
				await checkImport(workspace, id, ${JSON.stringify(MAPPING)}, '${NOW}');
				await commitImport(workspace, id);
				console.log('imported');
			}`;
		let acknowledged = 0;
		for (const delay of [0, 7, 23]) {
			const importing = child(script);
			let said = 0;
			await new Promise<void>((resolve) => {
				importing.stdout.on('data', (piece) => {
					said += String(piece).split('imported').length - 1;
					if (said === 1) setTimeout(() => importing.kill('SIGKILL'), delay * 40);
				});
				importing.on('exit', () => resolve());
			});
			acknowledged += said;
			workspace = await openWorkspace(home);
			const datasets = await listDatasets(workspace);
			expect(datasets.length).toBeGreaterThanOrEqual(acknowledged);
			for (const { id } of datasets) {
				const { leads } = await attachDataset(workspace, id);
				const count = `SELECT count(*) AS n FROM ${leads.table.texts[0]}`;
				expect(numbersOf(await workspace.engine.run(count), 'n')).toEqual(Float64Array.of(2));
			}
			acknowledged = datasets.length;
			await workspace.close();
		}
		workspace = await openWorkspace(home);
	});
});
