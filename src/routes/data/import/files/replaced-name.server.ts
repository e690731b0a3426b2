import { datasetManifest } from '#lib/server/db/datasets.ts';
import { orMissing } from '#lib/server/or-missing.ts';
import type { UploadGroup } from '#lib/server/db/upload-groups.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';

/** Name of the dataset whose place a group is to take; null where it takes none, or that one is gone. */
export async function replacedName(
	workspace: Workspace,
	{ replaces }: Pick<UploadGroup, 'replaces'>
): Promise<string | null> {
	if (replaces === null) return null;
	const manifest = await orMissing(datasetManifest(workspace, replaces), 'dataset-not-found');
	return manifest?.name ?? null;
}
