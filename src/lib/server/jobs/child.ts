import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { translateEngineError } from '#lib/server/engine/engine-error.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { jobs, type JobContext } from './jobs.ts';
import type { JobReply, JobRequest } from './messages.ts';

/** The entry of a child process: does one job and ends. It also ends when its parent does. */
process.umask(0o077);
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.once('message', (request: JobRequest) => void work(request));

async function work(request: JobRequest): Promise<void> {
	const reply = await resultOf(request);
	process.send?.(reply, () => process.kill(process.pid, 'SIGKILL'));
}

async function resultOf({ job, input, memoryLimitMb, folder }: JobRequest): Promise<JobReply> {
	try {
		const run = Object.hasOwn(jobs, job) ? jobs[job as keyof typeof jobs] : null;
		if (!run) throw new Error(`no job ${job}`);
		const context: JobContext = {
			folder,
			onProgress: (progress) => process.send?.({ kind: 'progress', progress } satisfies JobReply),
			openEngine: (files) =>
				openEngine({
					directories: [folder],
					files,
					spillDirectory: join(folder, 'spill'),
					memoryLimitMb,
					threads: Math.min(availableParallelism(), 8),
					progress: true
				})
		};
		return { kind: 'done', result: await run(input as never, context) };
	} catch (caught) {
		return troubleOf(translateEngineError(caught));
	}
}

function troubleOf(error: Error): JobReply {
	if (isWorkbenchError(error)) {
		const { code, params, issues, cause } = error;
		return { kind: 'failed', code, params, issues, cause: cause ? String(cause) : undefined };
	}
	return { kind: 'defect', message: error.message, stack: error.stack ?? '' };
}
