import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { attachDataset, commitDataset, replaceDataset } from '#lib/server/db/datasets.ts';
import { pseudonymKey } from '#lib/server/db/pseudonym-key.ts';
import { findUpload } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { writeDurably } from '#lib/server/db/write-durably.ts';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import type { RoleFile } from '#lib/server/jobs/check-leads.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { compareDatasets, type DatasetDiff } from '#lib/server/queries/compare-datasets.ts';
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
export function checkImport(
	workspace: Pick<Workspace, 'paths'>,
	uploadId: string,
	mapping: unknown,
	now: string,
	options: ImportOptions = {}
): Promise<DatasetManifest> {
	const files = [{ upload: uploadId, role: 'leads' as const }];
	return checkImportOf(workspace, files, mapping, { now }, options);
}

/**
 * The same with several uploads. What is made of them stands in the folder of the first, which `commitImport` is told.
 *
 * @param mapping the JSON of a mapping of a dataset, or of leads alone
 * @throws WorkbenchError as `checkImport`; no-lead-file
 */
export async function checkImportOf(
	workspace: Pick<Workspace, 'paths'>,
	files: { upload: string; role: FileRole }[],
	mapping: unknown,
	{ now, name }: { now: string; name?: string },
	options: ImportOptions = {}
): Promise<DatasetManifest> {
	const uploads = await Promise.all(files.map(({ upload }) => findUpload(workspace, upload)));
	const [first] = uploads;
	if (!first) throw new WorkbenchError('no-lead-file');
	const { folder } = first;
	await rm(checkedPath(folder), { force: true });
	for (const part of ['dataset', 'scratch']) {
		await rm(join(folder, part), { recursive: true, force: true });
	}
	const given = uploads.map((upload, i): RoleFile => {
		return { path: upload.path, name: upload.name, reading: upload.reading, role: files[i].role };
	});
	const secret = await secretFor(workspace, mapping);
	const input = { files: given, mapping, now, name, secret };
	const manifest = await runJob('check-leads', input, { ...options, folder });
	await writeDurably(checkedPath(folder), JSON.stringify(manifest));
	return manifest;
}

/** The key of pseudonyms, where a mapping wants any. */
export async function secretFor(
	workspace: Pick<Workspace, 'paths'>,
	json: unknown
): Promise<string | undefined> {
	const { mapping } = parseDatasetMapping(json);
	const wanted = (mapping?.leads.pseudonymise ?? []).length > 0;
	return wanted ? pseudonymKey(workspace) : undefined;
}

/**
 * Imports what a check has made. A kill at any moment leaves either no dataset or the whole one, or, where it takes the
 * place of another, that one or the new one.
 *
 * @param replaces id of the dataset whose place it takes
 * @returns the id of the dataset
 * @throws WorkbenchError import-not-checked, import-without-leads, upload-not-found, dataset-not-found
 */
export async function commitImport(
	workspace: Workspace,
	uploadId: string,
	replaces: string | null = null
): Promise<string> {
	const { folder } = await findUpload(workspace, uploadId);
	const manifest = await readChecked(folder);
	const id = await takeIn(workspace, join(folder, 'dataset'), manifest, replaces);
	await rm(folder, { recursive: true, force: true });
	return id;
}

/** Brings a checked dataset into the workspace. @throws WorkbenchError import-without-leads, dataset-not-found */
export async function takeIn(
	workspace: Workspace,
	folder: string,
	manifest: DatasetManifest,
	replaces: string | null
): Promise<string> {
	if (manifest.counts.leads === 0) {
		const { name, issues } = manifest;
		throw new WorkbenchError('import-without-leads', { name }, { issues });
	}
	if (replaces === null) return commitDataset(workspace, folder, manifest);
	const { leads, rejected } = manifest.counts;
	const facts = { leads, rejected, sha256: manifest.sha256, source: manifest.source.sha256 };
	const note = { at: manifest.createdAt, action: 'dataset-replaced' as const, facts };
	return replaceDataset(workspace, replaces, folder, manifest, note);
}

/**
 * How what a check has made differs from a dataset whose place it is to take; null where leads have no id.
 *
 * @throws WorkbenchError import-not-checked, upload-not-found, dataset-not-found
 */
export async function importDiff(
	workspace: Workspace,
	uploadId: string,
	dataset: string
): Promise<DatasetDiff | null> {
	const { folder } = await findUpload(workspace, uploadId);
	return diffWith(workspace, join(folder, 'dataset'), await readChecked(folder), dataset);
}

/** How a dataset in a folder differs from one of the workspace. */
export async function diffWith(
	workspace: Workspace,
	folder: string,
	manifest: DatasetManifest,
	dataset: string
): Promise<DatasetDiff | null> {
	const { engine } = workspace;
	const before = await attachDataset(workspace, dataset);
	const incoming = quoteName(`incoming_${randomUUID()}`);
	const path = quoteText(join(folder, manifest.file));
	await engine.run(`ATTACH ${path} AS ${incoming} (READ_ONLY)`);
	try {
		return await compareDatasets(
			engine,
			{ database: quoteName(`dataset_${dataset}`), manifest: before.manifest },
			{ database: incoming, manifest }
		);
	} finally {
		await engine.run(`DETACH DATABASE IF EXISTS ${incoming}`);
	}
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
