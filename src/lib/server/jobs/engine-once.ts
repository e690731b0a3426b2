import { realpath } from 'node:fs/promises';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { JobContext } from './jobs.ts';

/** The engine of a job that can reach the job's folder and some files; opened when it is first wanted. */
export function engineOnce(
	openEngine: JobContext['openEngine'],
	...paths: string[]
): () => Promise<Engine> {
	let opened: Promise<Engine> | null = null;
	return () =>
		(opened ??= Promise.all(paths.map((path) => realpath(path))).then((real) => openEngine(real)));
}
