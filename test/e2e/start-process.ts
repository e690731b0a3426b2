import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
	code: number | null;
	signal: NodeJS.Signals | null;
}

export interface Started {
	pid: number;
	/** Everything it has said so far. */
	stdout(): string;
	stderr(): string;
	/** Resolves when a line of its standard output matches; fails when it ends before. */
	says(pattern: RegExp): Promise<string>;
	ended: Promise<Ended>;
	kill(signal: NodeJS.Signals): void;
}

/** The launcher of the build, as `npm start` runs it. */
export const launcher = [process.execPath, `${root}build/jobs/main.js`, 'serve'];

/** Starts a process in the project's folder with nothing of the launcher's variables inherited. */
export function startProcess([command, ...args]: string[], env: NodeJS.ProcessEnv): Started {
	const none = { HOST: undefined, PORT: undefined, ORIGIN: undefined, LEADGAUGE_HOME: undefined };
	const child = spawn(command, args, {
		cwd: root,
		env: { ...process.env, ...none, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const said = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk) => (said.stdout += chunk));
	child.stderr.on('data', (chunk) => (said.stderr += chunk));
	const ended = new Promise<Ended>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
	return {
		pid: child.pid!,
		stdout: () => said.stdout,
		stderr: () => said.stderr,
		ended,
		kill: (signal) => child.kill(signal),
		says: (pattern) =>
			new Promise((resolve, reject) => {
				const look = () => {
					const line = said.stdout.split('\n').find((text) => pattern.test(text));
					if (line !== undefined) resolve(line);
				};
				child.stdout.on('data', look);
				look();
				ended.then(
					() => reject(new Error(`ended without saying ${pattern}: ${said.stderr}`)),
					reject
				);
			})
	};
}
