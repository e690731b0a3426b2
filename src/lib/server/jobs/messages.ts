import type { Issue } from '#lib/domain/issue.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';

/** What a child process is told, once. */
export interface JobRequest {
	job: string;
	input: unknown;
	/** How much memory the engine may use. */
	memoryLimitMb: number;
	/** Folder that is the job's own. */
	folder: string;
}

/** What it tells back: progress any number of times, then one of the others. */
export type JobReply =
	| { kind: 'progress'; progress: Progress }
	| { kind: 'done'; result: unknown }
	/** A failure a person can act on. */
	| {
			kind: 'failed';
			code: string;
			params: Record<string, string | number>;
			issues: Issue[];
			cause?: string;
	  }
	/** A defect of ours. */
	| { kind: 'defect'; message: string; stack: string };
