import { removeDataset } from '#lib/server/db/datasets.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';

/**
 * Deletes a dataset with its file: nothing of its leads stays in the workspace.
 *
 * @param now ISO 8601 UTC, for the audit log
 * @throws WorkbenchError dataset-not-found
 */
export function deleteDataset(workspace: Workspace, id: string, now: string): Promise<void> {
	return removeDataset(workspace, id, now);
}
