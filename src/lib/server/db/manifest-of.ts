import { join } from 'node:path';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { DatasetManifest } from './dataset-manifest.ts';
import { readOrNull } from './read-or-null.ts';
import type { Workspace } from './workspace.ts';

const ID = /^[0-9a-f-]{36}$/;

/** What stands beside the file of a dataset since it was imported. @throws WorkbenchError dataset-not-found */
export async function manifestOf(
	{ paths }: Pick<Workspace, 'paths'>,
	id: string
): Promise<DatasetManifest> {
	if (!ID.test(id)) throw new WorkbenchError('dataset-not-found', { dataset: id });
	const text = await readOrNull(join(paths.datasets, id, 'manifest.json'));
	if (text === null) throw new WorkbenchError('dataset-not-found', { dataset: id });
	return JSON.parse(text);
}
