import { randomUUID } from 'node:crypto';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';
import { reportDefect } from '#lib/server/http/report-defect.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import type { CheckedGroup } from './import-group.ts';
import type { ImportOptions } from './inspect-file.ts';

/** What a job on an uploaded file, or on a group of them, finds out. */
export interface JobFindings {
	inspect: Inspection;
	check: DatasetManifest;
	'check-group': CheckedGroup;
}

export type JobKind = keyof JobFindings;

/** A job on an uploaded file, as far as it has come. */
export interface ImportJob<K extends JobKind = JobKind> {
	readonly id: string;
	readonly upload: string;
	readonly kind: K;
	readonly progress: Progress;
	/** Since it was started, until it ended. */
	readonly elapsedSeconds: number;
	readonly state:
		| { is: 'running' }
		| { is: 'done'; found: JobFindings[K] }
		/** A failure a person can act on, or the id under which the log holds a defect. */
		| { is: 'failed'; error: WorkbenchError | { defect: string } };
}

/** The import jobs of this server. */
export function runningJobs(): RunningJobs {
	return (holder[key] ??= new RunningJobs());
}

const key = Symbol.for('leadgauge.running-jobs');
const holder = globalThis as typeof globalThis & { [key]?: RunningJobs };

/**
 * Import jobs by id, from their start until their upload is gone. An upload has one job at a time: starting
 * another one, of either kind, ends the one before.
 */
export class RunningJobs {
	readonly #jobs = new Map<string, Job>();

	start<K extends JobKind>(
		upload: string,
		kind: K,
		work: (options: ImportOptions) => Promise<JobFindings[K]>
	): ImportJob<K> {
		const before = this.#of(upload);
		before.forEach((job) => job.cancel());
		const job = new Job<K>(upload, kind);
		this.#jobs.set(job.id, job as unknown as Job);
		job.run(Promise.all(before.map(({ ended }) => ended)).then(() => work(job.options())));
		return job;
	}

	find(id: string): ImportJob | null {
		return this.#jobs.get(id) ?? null;
	}

	/** The job of a kind that was started last on an upload. */
	latest<K extends JobKind>(upload: string, kind: K): ImportJob<K> | null {
		const job = this.#of(upload).findLast((each) => each.kind === kind);
		return (job as ImportJob<K> | undefined) ?? null;
	}

	/** Ends a job at once; it then has failed with `job-cancelled`. One that has ended stays as it is. */
	async cancel(id: string): Promise<void> {
		const job = this.#jobs.get(id);
		job?.cancel();
		await job?.ended;
	}

	/** Ends the jobs of an upload and forgets them: it is imported, or not wanted any more. */
	async forget(upload: string): Promise<void> {
		const jobs = this.#of(upload);
		jobs.forEach((job) => job.cancel());
		await Promise.all(jobs.map(({ ended }) => ended));
		jobs.forEach(({ id }) => this.#jobs.delete(id));
	}

	/** The uploads that have jobs, the latest first. */
	uploads(): string[] {
		return [...new Set([...this.#jobs.values()].reverse().map(({ upload }) => upload))];
	}

	#of(upload: string): Job[] {
		return [...this.#jobs.values()].filter((job) => job.upload === upload);
	}
}

class Job<K extends JobKind = JobKind> implements ImportJob<K> {
	readonly id = randomUUID();
	readonly upload: string;
	readonly kind: K;
	progress: Progress = { stage: 'reading', share: 0 };
	state: ImportJob<K>['state'] = { is: 'running' };
	ended: Promise<void> = Promise.resolve();
	readonly #abort = new AbortController();
	readonly #startedAt = performance.now();
	#endedAt: number | null = null;

	constructor(upload: string, kind: K) {
		this.upload = upload;
		this.kind = kind;
	}

	get elapsedSeconds(): number {
		return ((this.#endedAt ?? performance.now()) - this.#startedAt) / 1000;
	}

	run(work: Promise<JobFindings[K]>): void {
		this.ended = work.then(
			(found) => this.#end({ is: 'done', found }),
			(error: unknown) => this.#end({ is: 'failed', error: this.#failure(error) })
		);
	}

	cancel(): void {
		this.#abort.abort();
	}

	options(): ImportOptions {
		return {
			signal: this.#abort.signal,
			onProgress: (progress) => (this.progress = progress)
		};
	}

	#end(state: ImportJob<K>['state']): void {
		this.#endedAt = performance.now();
		this.state = state;
	}

	#failure(error: unknown): WorkbenchError | { defect: string } {
		if (isWorkbenchError(error)) return error;
		if (this.#abort.signal.aborted) return new WorkbenchError('job-cancelled');
		return { defect: reportDefect(error, { method: 'JOB', route: this.kind }) };
	}
}
