import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { jobEntry } from '#lib/server/jobs/job-entry.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { projectRoot } from '#lib/server/project-root.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-job-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const mapping = { id: 'id', outcome: { column: 'won', won: ['yes'] } };

async function file(text: string) {
	const path = join(folder, 'x.csv');
	await writeFile(path, text);
	return { path, name: 'x.csv' };
}

describe('a job', () => {
	it('runs from source under tsx, or as it was built where that is asked for', () => {
		vi.stubEnv('LEADGAUGE_JOBS', '');
		const { args } = jobEntry();
		expect(args.at(-1)).toBe(join(projectRoot, 'src/lib/server/jobs/child.ts'));
		expect(existsSync(args.at(-1)!)).toBe(true);
		vi.stubEnv('LEADGAUGE_JOBS', 'built');
		expect(jobEntry()).toEqual({ args: [join(projectRoot, 'build/jobs/child.js')] });
		vi.unstubAllEnvs();
	});

	it('gives its result, or a failure with code and parameters', async () => {
		const input = {
			file: await file('id,won\n1,yes\n2,no\n'),
			mapping,
			now: '2026-01-31T00:00:00Z'
		};
		const { counts } = await runJob('check-leads', input, { folder });
		expect(counts).toMatchObject({ rowsRead: 2, leads: 2, won: 1 });
		const empty = { ...input, file: await file('') };
		await expect(runJob('check-leads', empty, { folder })).rejects.toMatchObject({
			name: 'WorkbenchError',
			code: 'file-empty',
			params: { name: 'x.csv' }
		});
	});

	it('passes a defect on with its story', async () => {
		const unknown = runJob('no-such-job' as never, {} as never, { folder });
		await expect(unknown).rejects.toThrow('no job no-such-job');
	});

	it('is not begun when it is cancelled before', async () => {
		const signal = AbortSignal.abort();
		const input = { file: await file('id\n1\n') };
		await expect(runJob('inspect-leads', input, { folder, signal })).rejects.toMatchObject({
			code: 'job-cancelled'
		});
	});

	it.skipIf(process.platform !== 'linux')(
		'sees no more of the environment than it needs, and ends with its parent',
		async () => {
			const rows = Array.from({ length: 300_000 }, (_, i) => `${i},${i % 5 ? 'no' : 'yes'}`);
			const input = { file: await file(`id,won\n${rows.join('\n')}\n`), mapping, now: '' };
			const script = `
				import { runJob } from '#lib/server/jobs/run-job.ts';
				import { readdirSync, readFileSync } from 'node:fs';
				process.env.SECRET_TOKEN = 'do not tell';
				const childOf = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ');
				runJob('check-leads', ${JSON.stringify(input)}, { folder: ${JSON.stringify(folder)}, onProgress: () => {
					for (const pid of childOf()) console.log(pid, readFileSync('/proc/' + pid + '/environ', 'utf8').includes('do not tell'));
					process.kill(process.pid, 'SIGKILL');
				} });`;
			const tsx = createRequire(join(projectRoot, 'package.json')).resolve('tsx');
			const parent = spawn(
				process.execPath,
				['--import', tsx, '--input-type=module', '-e', script],
				{ cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] }
			);
			let said = '';
			parent.stdout.on('data', (piece) => (said += piece));
			await new Promise((resolve) => parent.on('exit', resolve));
			const children = said
				.trim()
				.split('\n')
				.map((line) => line.split(' '));
			expect(children.length).toBeGreaterThan(0);
			expect(children.map(([, leaked]) => leaked)).not.toContain('true');
			for (const [pid] of children) await expect.poll(() => isRunning(pid)).toBe(false);
		}
	);
});

/** A process that has ended may stay as a zombie until somebody asks for it. */
function isRunning(pid: string): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}
