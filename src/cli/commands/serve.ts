import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchSettings, serverEnvironment } from '#lib/server/launch/launch-settings.ts';
import type { LaunchSettings } from '#lib/server/launch/launch-settings.ts';
import { probePort } from '#lib/server/launch/probe-port.ts';
import { supervise } from '#lib/server/launch/supervise.ts';
import { waitUntilReady } from '#lib/server/launch/wait-until-ready.ts';
import { lockWorkspace } from '#lib/server/launch/workspace-lock.ts';
import { projectRoot } from '#lib/server/project-root.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const builtServer = join(projectRoot, 'build', 'index.js');

/** Starts the workbench and keeps it running until it is told to stop. */
export async function serve(args: string[]): Promise<void> {
	const { values } = parseArgs({ args, options: { dev: { type: 'boolean', default: false } } });
	process.umask(0o077);
	const settings = launchSettings(process.env);
	if (!values.dev && !existsSync(builtServer)) throw new WorkbenchError('build-missing');
	const unlock = lockWorkspace(settings.home, settings.origin);
	try {
		await probePort(settings.host, settings.port);
		let announced = false;
		process.exitCode = await supervise(() => {
			const server = values.dev ? startDevelopment(settings) : startBuild(settings);
			if (!announced) void announce(settings.origin, server);
			announced = true;
			return server;
		});
	} finally {
		unlock();
	}
}

async function announce(origin: string, server: ChildProcess) {
	if (await waitUntilReady(origin, server)) console.log(`Leadgauge is ready at ${origin}`);
}

/** Its one line on standard output says where it listens; ours says it better. */
function startBuild(settings: LaunchSettings) {
	return start(settings, [builtServer], 'ignore');
}

function startDevelopment(settings: LaunchSettings) {
	const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js');
	const at = ['--host', settings.host, '--port', String(settings.port), '--strictPort'];
	return start(settings, [vite, 'dev', ...at], 'inherit');
}

function start(settings: LaunchSettings, command: string[], stdout: 'ignore' | 'inherit') {
	return spawn(process.execPath, command, {
		cwd: projectRoot,
		env: serverEnvironment(settings, process.env),
		stdio: ['ignore', stdout, 'inherit', 'ipc']
	});
}
