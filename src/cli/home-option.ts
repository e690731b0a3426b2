import { resolve } from 'node:path';
import { homeFolder } from '#lib/server/db/current-workspace.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { lockWorkspace } from '#lib/server/launch/workspace-lock.ts';

/** The option that names a workspace, as `parseArgs` wants it. */
export const homeOption = { home: { type: 'string' } } as const;

export const homeHelp = `  --home DIR          workspace in which datasets are looked for (default: LEADGAUGE_HOME, else data/local)`;

/** The workspace a command is meant for. */
export function homeOf(home: string | undefined): string {
	return home === undefined ? homeFolder() : resolve(process.env.INIT_CWD ?? '.', home);
}

/**
 * Opens a workspace for a command that changes it; a workbench that has it open is not disturbed.
 *
 * @throws WorkbenchError workspace-in-use, workspace-busy
 */
export async function withWorkspace<T>(
	home: string,
	work: (workspace: Workspace) => Promise<T>
): Promise<T> {
	const unlock = lockWorkspace(home, '');
	try {
		const workspace = await openWorkspace(home);
		return await work(workspace).finally(() => workspace.close());
	} finally {
		unlock();
	}
}
