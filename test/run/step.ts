import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Outcome {
	ok: boolean;
	exitCode: number | null;
}

/** Runs a command of the project or of npm, shows what it says, and prints how it went and how long it took. */
export async function runStep(
	name: string,
	[command, ...args]: string[],
	env: NodeJS.ProcessEnv = {}
): Promise<Outcome> {
	console.log(`\n— ${name}`);
	const startedMs = performance.now();
	const exitCode = await exitCodeOf(command, args, env);
	const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
	console.log(`— ${name}: ${exitCode === 0 ? 'passed' : 'failed'} in ${seconds} s`);
	return { ok: exitCode === 0, exitCode };
}

function exitCodeOf(command: string, args: string[], env: NodeJS.ProcessEnv) {
	const path = `${root}node_modules/.bin:${process.env.PATH}`;
	return new Promise<number | null>((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, PATH: path, ...env },
			stdio: ['ignore', 'inherit', 'inherit']
		});
		child.on('error', (error) => {
			console.error(error.message);
			resolve(null);
		});
		child.on('exit', (code) => resolve(code));
	});
}
