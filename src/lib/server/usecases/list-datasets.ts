import type { DatasetEntry } from '#lib/server/db/catalog.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';

/** The datasets of a workspace, newest first. */
export function listDatasets({ catalog }: Pick<Workspace, 'catalog'>): Promise<DatasetEntry[]> {
	return catalog.list();
}
