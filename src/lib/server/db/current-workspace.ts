import { totalmem } from 'node:os';
import { join } from 'node:path';
import { restartProcess } from '#lib/server/launch/restart-process.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { onShutdown } from '#lib/server/shutdown.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** Where data lives unless LEADGAUGE_HOME says otherwise. */
export function homeFolder(): string {
	return process.env.LEADGAUGE_HOME || join(projectRoot, 'data', 'local');
}

/**
 * The workspace of this server, opened when it is first asked for and closed with the process. After a fatal
 * error of the engine the process ends, and the launcher starts it again.
 */
export function currentWorkspace(): Promise<Workspace> {
	holder[key] ??= open().catch((error) => {
		holder[key] = undefined;
		throw error;
	});
	return holder[key];
}

async function open(): Promise<Workspace> {
	const workspace = await openWorkspace(homeFolder(), {
		memoryLimitMb: totalmem() / 2 ** 20 / 2,
		onFatal: (error) => {
			console.error('engine: fatal error, this process ends', error.cause ?? error);
			void restartProcess();
		}
	});
	onShutdown({
		name: 'workspace',
		interrupt: () => workspace.engine.interrupt(),
		close: async () => {
			holder[key] = undefined;
			await workspace.close();
		}
	});
	return workspace;
}

// Bundles and hot reload may load this module more than once in a process; there is one workspace.
const key = Symbol.for('leadgauge.workspace');
const holder = globalThis as typeof globalThis & { [key]?: Promise<Workspace> };
