import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import {
	discardGroup,
	findGroup,
	keepGroup,
	type UploadGroup
} from '#lib/server/db/upload-groups.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { DatasetDiff } from '#lib/server/queries/compare-datasets.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { checkImportOf, commitImport, importDiff } from './import-dataset.ts';
import type { ImportOptions } from './inspect-file.ts';

/** What a check of a group of files has found. */
export interface CheckedGroup {
	manifest: DatasetManifest;
	/** Against the dataset whose place it is to take; null where there is none, or leads have no id. */
	diff: DatasetDiff | null;
}

/**
 * Tries a mapping on the files of a group, in staging only. What was checked before counts no more from the moment this
 * begins.
 *
 * @param files the uploads with what they are
 * @throws WorkbenchError as `checkImportOf`; upload-group-not-found, dataset-not-found
 */
export async function checkGroup(
	workspace: Workspace,
	id: string,
	files: { upload: string; role: FileRole }[],
	mapping: unknown,
	now: string,
	options: ImportOptions = {}
): Promise<CheckedGroup> {
	const ordered = files.toSorted((a, b) => Number(b.role === 'leads') - Number(a.role === 'leads'));
	const group = await findGroup(workspace, id);
	await keepGroup(workspace, { ...group, mapping, checkedIn: null });
	const { replaces } = group;
	const name = replaces ? (await datasetManifest(workspace, replaces)).name : undefined;
	const manifest = await checkImportOf(workspace, ordered, mapping, { now, name }, options);
	const [{ upload }] = ordered;
	const diff = replaces ? await importDiff(workspace, upload, replaces) : null;
	// A file that was taken out or added meanwhile makes this check worthless.
	const meanwhile = await findGroup(workspace, id);
	if (sameFiles(group, meanwhile)) {
		await keepGroup(workspace, { ...meanwhile, mapping, checkedIn: upload });
	}
	return { manifest, diff };
}

function sameFiles(a: UploadGroup, b: UploadGroup): boolean {
	return JSON.stringify(a.files) === JSON.stringify(b.files);
}

/**
 * Imports what the last check of a group has made; its files are gone afterwards.
 *
 * @returns the id of the dataset
 * @throws WorkbenchError as `commitImport`; upload-group-not-found
 */
export async function commitGroup(workspace: Workspace, id: string): Promise<string> {
	const group = await findGroup(workspace, id);
	if (group.checkedIn === null) throw new WorkbenchError('import-not-checked');
	const dataset = await commitImport(workspace, group.checkedIn, group.replaces);
	await discardGroup(workspace, group);
	return dataset;
}
