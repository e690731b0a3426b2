import { spawn, type ChildProcess } from 'node:child_process';
import { totalmem } from 'node:os';
import { onShutdown } from '#lib/server/shutdown.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';
import type { JobName, Jobs } from './jobs.ts';
import { jobEntry } from './job-entry.ts';
import type { JobReply, JobRequest } from './messages.ts';

export interface JobOptions {
	/** Folder the job may write to and nothing else. */
	folder: string;
	/** Ends the job at once; the promise is rejected with `job-cancelled`. */
	signal?: AbortSignal;
	onProgress?: (progress: Progress) => void;
	/** Cap of the operating system on the child's memory. */
	memoryMb?: number;
	/** Ends the job after this time: `job-deadline`. Default 30 minutes. */
	deadlineMs?: number;
}

const MOST_MEMORY_MB = 4_096;
const DEFAULT_DEADLINE_MS = 30 * 60_000;
/** The engine takes up to 2.5 times what it is allowed before it notices. */
const ENGINE_SHARE = 0.4;

/**
 * Does long work, or work on bytes from outside, in a process of its own: with an operating system cap on its
 * memory, without the environment of this one, and killed when it is cancelled, late, or this process ends.
 *
 * @throws WorkbenchError of the job, or job-cancelled, job-deadline, job-crashed, out-of-memory
 */
export async function runJob<K extends JobName>(
	job: K,
	input: Parameters<Jobs[K]>[0],
	options: JobOptions
): Promise<Awaited<ReturnType<Jobs[K]>>> {
	if (options.signal?.aborted) throw new WorkbenchError('job-cancelled');
	const memoryMb = options.memoryMb ?? Math.min(MOST_MEMORY_MB, (totalmem() / 2 ** 20) * 0.75);
	const child = start(memoryMb);
	const gone = new Promise((resolve) => child.once('close', resolve));
	const forget = onShutdown({ name: `job ${job}`, interrupt: () => void child.kill('SIGKILL') });
	try {
		const request: JobRequest = {
			job,
			input,
			memoryLimitMb: Math.floor(memoryMb * ENGINE_SHARE),
			folder: options.folder
		};
		return (await outcome(child, request, options)) as Awaited<ReturnType<Jobs[K]>>;
	} finally {
		forget();
		child.kill('SIGKILL');
		// Whoever cleans up the folder next must not meet a process that still writes to it.
		if (child.pid !== undefined) await gone;
	}
}

/** `ulimit -d` caps what a process may write to; a cap on its address space would stop node from starting. */
function start(memoryMb: number): ChildProcess {
	const { args } = jobEntry();
	const capped = `ulimit -d ${Math.floor(memoryMb * 1024)} 2>/dev/null; exec "$0" "$@"`;
	return spawn('/bin/sh', ['-c', capped, process.execPath, ...args], {
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		env: childEnvironment()
	});
}

/** What a child needs and no more: no secrets. */
function childEnvironment(): NodeJS.ProcessEnv {
	const { PATH, TMPDIR } = process.env;
	return {
		PATH,
		...(TMPDIR ? { TMPDIR } : {}),
		TZ: 'UTC',
		LANG: 'C.UTF-8',
		UV_THREADPOOL_SIZE: '8'
	};
}

function outcome(child: ChildProcess, request: JobRequest, options: JobOptions): Promise<unknown> {
	const { signal, onProgress, deadlineMs = DEFAULT_DEADLINE_MS } = options;
	return new Promise((resolve, reject) => {
		const stop = (code: string) => () => {
			reject(new WorkbenchError(code));
			child.kill('SIGKILL');
		};
		const cancel = stop('job-cancelled');
		const timer = setTimeout(stop('job-deadline'), deadlineMs);
		const settled = <T>(settle: (value: T) => void) => {
			return (value: T) => {
				clearTimeout(timer);
				signal?.removeEventListener('abort', cancel);
				settle(value);
			};
		};
		signal?.addEventListener('abort', cancel, { once: true });
		const complaint = lastWords(child);
		child.on('error', settled(reject));
		child.on('exit', (code, killedBy) => settled(reject)(crash(code, killedBy, complaint())));
		child.on('message', (reply: JobReply) => {
			if (reply.kind === 'progress') onProgress?.(reply.progress);
			else if (reply.kind === 'done') settled(resolve)(reply.result);
			else settled(reject)(failure(reply));
		});
		child.send(request, (error) => {
			if (error) settled(reject)(error);
		});
	});
}

function failure(reply: Extract<JobReply, { kind: 'failed' | 'defect' }>): Error {
	if (reply.kind === 'failed') {
		const { code, params, issues, cause } = reply;
		return new WorkbenchError(code, params, { issues, cause });
	}
	return Object.assign(new Error(reply.message), { stack: reply.stack });
}

/** A child that ends without a word ran out of memory, was killed from outside, or met a defect of the engine. */
function crash(code: number | null, killedBy: string | null, complaint: string): Error {
	const outOfMemory = /out of memory|bad_alloc|Allocation failed/i.test(complaint);
	if (outOfMemory) return new WorkbenchError('out-of-memory', {}, { cause: complaint });
	return new WorkbenchError(
		'job-crashed',
		{ how: killedBy ?? `exit ${code}` },
		{ cause: complaint }
	);
}

function lastWords(child: ChildProcess): () => string {
	let text = '';
	child.stderr
		?.setEncoding('utf8')
		.on('data', (piece: string) => (text = (text + piece).slice(-4_000)));
	return () => text;
}
