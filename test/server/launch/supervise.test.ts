import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { projectRoot } from '#lib/server/project-root.ts';
import { supervise } from '#lib/server/launch/supervise.ts';

/** Supervises real processes: the n-th start runs the n-th script, the last one again and again. */
async function run(...scripts: string[]) {
	const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
	let starts = 0;
	const code = await supervise(() => {
		const script = scripts[Math.min(starts++, scripts.length - 1)];
		return spawn(process.execPath, ['-e', script], {
			stdio: ['ignore', 'ignore', 'ignore', 'ipc']
		});
	});
	quiet.mockRestore();
	return { code, starts };
}

it('ends with the exit code of its server', async () => {
	expect(await run('process.exit(0)')).toEqual({ code: 0, starts: 1 });
	expect(await run('process.exit(3)')).toEqual({ code: 3, starts: 1 });
});

it('starts a server again that ended with 70', async () => {
	expect(await run('process.exit(70)', 'process.exit(0)')).toEqual({ code: 0, starts: 2 });
});

it('gives up on a server that ends with 70 again and again', async () => {
	expect(await run('process.exit(70)')).toEqual({ code: 70, starts: 6 });
});

it('starts a server again that asked for it and cannot even end', async () => {
	const hangs = 'process.send("restart"); setInterval(() => {}, 1000)';
	expect(await run(hangs, 'process.exit(0)')).toEqual({ code: 0, starts: 2 });
});

it('tells by its exit code that a server was killed', async () => {
	expect(await run('process.kill(process.pid, "SIGKILL")')).toEqual({ code: 137, starts: 1 });
});

it('ends although its server does not hear the signal', async () => {
	const script = `
		import { spawn } from 'node:child_process';
		import { supervise } from '#lib/server/launch/supervise.ts';
		const deaf = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")';
		const start = () => spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'inherit', 'ignore'] });
		process.exitCode = await supervise(start);`;
	const args = ['--import', 'tsx', '--input-type=module', '-e', script];
	const launcher = spawn(process.execPath, args, {
		cwd: projectRoot,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await once(launcher.stdout, 'data');
	launcher.kill('SIGTERM');
	expect(await once(launcher, 'exit')).toEqual([137, null]);
});
