import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { Jobs } from './jobs.ts';
import { runJob } from './run-job.ts';

/** Leads up to which a calculation takes a fraction of a second, so that it needs no process of its own. */
export const MOST_LEADS_HERE = 100_000;

/** Jobs that calculate on the leads of a dataset. */
type DatasetJob = 'calibrate-dataset' | 'compare-dataset';

type Input<K extends DatasetJob> = Omit<Parameters<Jobs[K]>[0], 'path' | 'manifest'>;

/**
 * Does a job on a dataset of the workspace in a process of its own, so that every page stays quick.
 *
 * @throws WorkbenchError of `runJob`
 */
export async function runOnDataset<K extends DatasetJob>(
	job: K,
	{ paths }: Pick<Workspace, 'paths'>,
	dataset: { id: string; manifest: DatasetManifest },
	input: Input<K>,
	{ signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void }
): Promise<Awaited<ReturnType<Jobs[K]>>> {
	const { id, manifest } = dataset;
	const folder = join(paths.staging, randomUUID());
	await mkdir(folder, { mode: 0o700 });
	try {
		const path = join(paths.datasets, id, manifest.file);
		const whole = { ...input, path, manifest } as Parameters<Jobs[K]>[0];
		const onProgress = ({ share }: { share: number }) => onShare(share);
		return await runJob(job, whole, { folder, signal, onProgress });
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
