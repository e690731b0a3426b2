import { findGroup, type UploadGroup } from '#lib/server/db/upload-groups.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { troubleOf } from '../../trouble.server.ts';
import type { Trouble } from '../../trouble.ts';

/** The group of an address, or why there is none. */
export async function groupOrTrouble(
	id: string,
	locale: App.Locals['locale']
): Promise<{ workspace: Workspace; group: UploadGroup } | { trouble: Trouble }> {
	const { workspace } = await workbench();
	try {
		return { workspace, group: await findGroup(workspace, id) };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { trouble: troubleOf(error, locale) };
	}
}
