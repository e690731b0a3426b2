import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from './free-port.ts';
import { launcher, root, startProcess } from './start-process.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** Where the workbench under test answers. */
		origin: string;
	}
}

/** One workbench for all browser tests: the build that stands there, in a workspace of its own. */
export default async function setup(project: TestProject) {
	if (!existsSync(`${root}build/jobs/main.js`)) throw new Error('Nothing to test: npm run build');
	const home = mkdtempSync(join(tmpdir(), 'leadgauge-e2e-'));
	const port = await freePort();
	const server = startProcess(launcher, { PORT: String(port), LEADGAUGE_HOME: home });
	await server.says(/ready at/);
	project.provide('origin', `http://127.0.0.1:${port}`);
	return async () => {
		server.kill('SIGTERM');
		const { code } = await server.ended;
		rmSync(home, { recursive: true, force: true });
		if (server.stderr()) console.error(`The workbench's log:\n${server.stderr()}`);
		if (code !== 0) throw new Error(`The workbench under test ended with exit code ${code}`);
	};
}
