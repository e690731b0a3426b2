import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stagedRejects } from '#lib/server/db/staged-rejects.ts';
import { receiveUpload } from '#lib/server/db/uploads.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { checkImport, commitImport } from '#lib/server/usecases/import-dataset.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { listDatasets } from '#lib/server/usecases/list-datasets.ts';
import { RunningJobs, type ImportJob } from '#lib/server/usecases/running-jobs.ts';

const NOW = '2026-01-31T12:00:00.000Z';
const TEXT = 'Lead ID,Won\n1,yes\n2,no\n2,no\n';
const MAPPING = { id: 'Lead ID', outcome: { column: 'Won', won: ['yes'] } };
const large = () =>
	`Lead ID,Won\n${Array.from({ length: 300_000 }, (_, i) => `${i},${i % 9 ? 'no' : 'yes'}`).join('\n')}\n`;

let home: string;
let workspace: Workspace;
let jobs: RunningJobs;

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'leadgauge-home-'));
	workspace = await openWorkspace(home);
	jobs = new RunningJobs();
});

afterEach(async () => {
	await workspace.close();
	await rm(home, { recursive: true, force: true });
});

async function upload(text = TEXT): Promise<string> {
	async function* body() {
		yield new TextEncoder().encode(text);
	}
	return (await receiveUpload(workspace, body(), { name: 'leads.csv' })).id;
}

const inspect = (id: string) =>
	jobs.start(id, 'inspect', (options) => inspectFile(workspace, id, options));
const check = (id: string, mapping: unknown = MAPPING) =>
	jobs.start(id, 'check', (options) => checkImport(workspace, id, mapping, NOW, options));

const ended = (job: ImportJob) =>
	vi.waitFor(() => expect(job.state.is).not.toBe('running'), { timeout: 50_000, interval: 20 });

describe('a job on an upload', () => {
	it('can be found from its start, tells how far it is, and keeps what it found', async () => {
		const id = await upload();
		const job = inspect(id);
		expect(jobs.find(job.id)).toBe(job);
		expect(job).toMatchObject({ upload: id, kind: 'inspect', state: { is: 'running' } });
		await ended(job);
		expect(job.state).toMatchObject({ is: 'done', found: { rows: 3, name: 'leads.csv' } });
		expect(job.progress.share).toBeGreaterThan(0);
		const took = job.elapsedSeconds;
		expect(took).toBeGreaterThan(0);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(job.elapsedSeconds).toBe(took);
	});

	it('that fails keeps the reason, with each of its parts', async () => {
		const empty = inspect(await upload(''));
		const wrong = check(await upload(), { id: 'Lead' });
		await Promise.all([ended(empty), ended(wrong)]);
		expect(empty.state).toMatchObject({ is: 'failed', error: { code: 'file-empty' } });
		expect(wrong.state).toMatchObject({ error: { code: 'mapping-invalid', issues: [{}] } });
	});

	it('that meets a defect keeps only the id of its story in the log', async () => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		const job = jobs.start('x', 'inspect', () => Promise.reject(new TypeError('broken')));
		await ended(job);
		const { error } = job.state as { error: { defect: string } };
		expect(log.mock.calls[0][0]).toContain(error.defect);
		expect(JSON.stringify(job.state)).not.toContain('broken');
		log.mockRestore();
	});

	it('can be cancelled, and then has changed nothing', async () => {
		const id = await upload(large());
		const job = check(id);
		await vi.waitFor(() => expect(job.progress.share).toBeGreaterThan(0.05), { timeout: 50_000 });
		await jobs.cancel(job.id);
		expect(job.state).toMatchObject({ is: 'failed', error: { code: 'job-cancelled' } });
		expect(await listDatasets(workspace)).toEqual([]);
		await expect(commitImport(workspace, id)).rejects.toMatchObject({ code: 'import-not-checked' });
		const again = check(id);
		await ended(again);
		expect(again.state).toMatchObject({ found: { counts: { leads: 300_000 } } });
	});

	it('stays as it ended when it is cancelled too late', async () => {
		const job = inspect(await upload());
		await ended(job);
		await jobs.cancel(job.id);
		expect(job.state.is).toBe('done');
	});
});

describe('the jobs of an upload', () => {
	it('run one at a time: the next one ends the one before', async () => {
		const id = await upload(large());
		const first = check(id);
		const second = check(id);
		const third = check(id, { ...MAPPING, id: 'row' });
		await Promise.all([first, second, third].map(ended));
		expect([first, second, third].map(({ state }) => state.is)).toEqual([
			'failed',
			'failed',
			'done'
		]);
		expect(jobs.latest(id, 'check')).toBe(third);
		expect(jobs.latest(id, 'inspect')).toBeNull();
		expect(third.state).toMatchObject({ found: { mapping: { id: 'row' } } });
	});

	it('are forgotten with it, and so is what they found', async () => {
		const [id, other] = [await upload(large()), await upload()];
		const running = check(id);
		const kept = inspect(other);
		expect(jobs.uploads()).toEqual([other, id]);
		await jobs.forget(id);
		expect(running.state).toMatchObject({ error: { code: 'job-cancelled' } });
		expect(jobs.find(running.id)).toBeNull();
		expect(jobs.uploads()).toEqual([other]);
		await ended(kept);
		expect(kept.state.is).toBe('done');
	});
});

describe('the rows a check has rejected', () => {
	const csv = async (id: string) => {
		const texts = [];
		for await (const piece of stagedRejects(workspace, id)) texts.push(piece);
		return texts.join('');
	};

	it('can be read before anything is imported, by several readers at once', async () => {
		const id = await upload();
		await checkImport(workspace, id, MAPPING, NOW);
		const expected = 'line,column,reason,found,first_line,row\n4,Lead ID,duplicate-id,2,3,"2,no"\n';
		expect(await Promise.all([csv(id), csv(id)])).toEqual([expected, expected]);
		const half = stagedRejects(workspace, id);
		await half.next();
		await half.return(undefined);
		expect(await csv(id)).toBe(expected);
		await commitImport(workspace, id);
		await expect(csv(id)).rejects.toMatchObject({ code: 'upload-not-found' });
	});

	it('are those of the last check, and there are none before the first', async () => {
		const id = await upload();
		await expect(csv(id)).rejects.toMatchObject({ code: 'import-not-checked' });
		await checkImport(workspace, id, MAPPING, NOW);
		expect((await csv(id)).split('\n')).toHaveLength(3);
		await checkImport(workspace, id, { ...MAPPING, id: 'row' }, NOW);
		expect((await csv(id)).split('\n')).toHaveLength(2);
	});
});
