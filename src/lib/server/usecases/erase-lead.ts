import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesHold } from '#lib/server/db/bytes-hold.ts';
import { datasetsOnDisk, type NamedDataset } from '#lib/server/db/dataset-names.ts';
import { replaceDataset } from '#lib/server/db/datasets.ts';
import { keptPseudonymKey } from '#lib/server/db/pseudonym-key.ts';
import { forgetViewsOf } from '#lib/server/db/saved-views.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { runJob, type JobOptions } from '#lib/server/jobs/run-job.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** What was erased of one dataset. */
export interface Erasure {
	/** Id of the dataset as it is now. */
	dataset: string;
	name: string;
	leads: number;
	/** Rejected rows whose text is gone. */
	rejects: number;
}

/**
 * Erases a lead from every dataset of a workspace, from files that were uploaded but not imported, from exports and from
 * saved views: each
 * dataset that holds it is written anew and takes the place of the old one. The audit log says that it was done, and in
 * which dataset, never of whom.
 *
 * @param who the id of the lead, or its e-mail address
 * @throws WorkbenchError lead-unknown, erase-needed, erase-incomplete
 */
export async function eraseLead(
	workspace: Workspace,
	who: { lead?: string; email?: string },
	now: string,
	options: Pick<JobOptions, 'signal' | 'onProgress'> = {}
): Promise<Erasure[]> {
	if (!who.lead?.trim() && !who.email?.trim()) throw new WorkbenchError('erase-needed');
	const erased: Erasure[] = [];
	for (const dataset of await datasetsOnDisk(workspace)) {
		const done = await eraseFrom(workspace, dataset, who, now, options);
		if (done) erased.push(done);
	}
	await forgetViewsOf(workspace, who);
	const files = who.email ? await dropFiles(workspace, who.email.trim()) : 0;
	if (erased.length === 0 && files === 0) throw new WorkbenchError('lead-unknown');
	return erased;
}

async function eraseFrom(
	workspace: Workspace,
	{ id, manifest }: NamedDataset,
	who: { lead?: string; email?: string },
	now: string,
	options: Pick<JobOptions, 'signal' | 'onProgress'>
): Promise<Erasure | null> {
	const { paths } = workspace;
	const folder = join(paths.staging, randomUUID());
	await mkdir(folder, { mode: 0o700 });
	try {
		const path = join(paths.datasets, id, manifest.file);
		const secret = manifest.pseudonyms ? await keptPseudonymKey(workspace) : undefined;
		const found = await runJob(
			'erase-lead',
			{ path, manifest, ...who, secret },
			{ ...options, folder }
		);
		if (!found) return null;
		const { leads, rejects } = found;
		const facts = { leads, rejects, sha256: found.manifest.sha256 };
		const note = { at: now, action: 'lead-erased' as const, facts };
		const made = join(folder, 'dataset');
		const { email } = who;
		const keeps = async (beside: string) => !email || !(await bytesHold(beside, email.trim()));
		const dataset = await replaceDataset(workspace, id, made, found.manifest, note, keeps);
		return { dataset, name: manifest.name, leads, rejects };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Exports and files that wait to be imported are copies, too. */
async function dropFiles({ paths }: Workspace, address: string): Promise<number> {
	let dropped = 0;
	for (const folder of [paths.exports, paths.staging]) {
		for (const entry of await readdir(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (!(await holds(path, entry.isDirectory(), address))) continue;
			await rm(path, { recursive: true, force: true });
			dropped++;
		}
	}
	return dropped;
}

async function holds(path: string, isFolder: boolean, address: string): Promise<boolean> {
	if (!isFolder) return bytesHold(path, address);
	for (const entry of await readdir(path, { withFileTypes: true })) {
		if (await holds(join(path, entry.name), entry.isDirectory(), address)) return true;
	}
	return false;
}
