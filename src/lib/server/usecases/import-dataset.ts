import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { commitDataset } from '#lib/server/db/datasets.ts';
import { findUpload } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { writeDurably } from '#lib/server/db/write-durably.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { ImportOptions } from './inspect-file.ts';

/**
 * Tries a mapping on an uploaded file: makes the dataset, so that all counts are those of the import, but only
 * in staging. Nothing is visible until `commitImport`. A second check replaces the first.
 *
 * @param mapping the JSON of a mapping, of any shape
 * @param now ISO 8601 UTC; when the dataset will have been made
 * @throws WorkbenchError mapping-invalid with its issues, upload-not-found, file-…, job-…, disk-full
 */
export async function checkImport(
	workspace: Pick<Workspace, 'paths'>,
	uploadId: string,
	mapping: unknown,
	now: string,
	options: ImportOptions = {}
): Promise<DatasetManifest> {
	const { path, name, folder, reading } = await findUpload(workspace, uploadId);
	await rm(checkedPath(folder), { force: true });
	for (const part of ['dataset', 'scratch']) {
		await rm(join(folder, part), { recursive: true, force: true });
	}
	const input = { file: { path, name, reading }, mapping, now };
	const manifest = await runJob('check-leads', input, { ...options, folder });
	await writeDurably(checkedPath(folder), JSON.stringify(manifest));
	return manifest;
}

/**
 * Imports what `checkImport` has made. A kill at any moment leaves either no dataset or the whole one.
 *
 * @returns the id of the dataset
 * @throws WorkbenchError import-not-checked, import-without-leads, upload-not-found
 */
export async function commitImport(workspace: Workspace, uploadId: string): Promise<string> {
	const { folder } = await findUpload(workspace, uploadId);
	const manifest = await readChecked(folder);
	if (manifest.counts.leads === 0) throw new WorkbenchError('import-without-leads');
	const id = await commitDataset(workspace, join(folder, 'dataset'), manifest);
	await rm(folder, { recursive: true, force: true });
	return id;
}

async function readChecked(folder: string): Promise<DatasetManifest> {
	try {
		return JSON.parse(await readFile(checkedPath(folder), 'utf8'));
	} catch (cause) {
		throw new WorkbenchError('import-not-checked', {}, { cause });
	}
}

function checkedPath(folder: string): string {
	return join(folder, 'checked.json');
}
