import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { checkGroup } from '#lib/server/usecases/import-group.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';

/** Begins to check the files of a group with a mapping; a check that goes on is ended. */
export function startCheck(
	workspace: Workspace,
	group: string,
	files: { upload: string; role: FileRole }[],
	mapping: unknown
): void {
	const now = new Date().toISOString();
	runningJobs().start(group, 'check-group', (options) =>
		checkGroup(workspace, group, files, mapping, now, options)
	);
}
