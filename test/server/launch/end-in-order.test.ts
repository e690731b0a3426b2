import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#lib/server/project-root.ts';

/** Runs a script that may import the launcher's parts; acts once it says that it is ready. */
async function run(script: string, whenReady: (child: ChildProcess) => void = () => {}) {
	const child = spawn(
		process.execPath,
		['--import', 'tsx', '--input-type=module', '-e', `${imports}\n${script}`],
		{ cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }
	);
	const messages: unknown[] = [];
	child.on('message', (message) => messages.push(message));
	const ended = once(child, 'exit');
	const said: string[] = [];
	for await (const line of createInterface({ input: child.stdout! })) {
		said.push(line);
		if (line === 'ready') whenReady(child);
	}
	const [code] = await ended;
	return { code, said, messages };
}

const imports = `
	import { endInOrder } from '#lib/server/launch/end-in-order.ts';
	import { restartProcess } from '#lib/server/launch/restart-process.ts';
	import { onShutdown } from '#lib/server/shutdown.ts';
	const say = (text) => process.stdout.write(text + '\\n');
	const wait = setInterval(() => {}, 1000);
	onShutdown({ name: 'x', interrupt: () => say('interrupted'), close: () => say('closed') });
`;

/** What the web server does: it waits for its last request, then tells. */
const server = `
	process.on('SIGTERM', () => setTimeout(() => { say('last request'); process.emit('sveltekit:shutdown'); }, 50));
`;

describe('a server that is asked to end', () => {
	it('interrupts at once, waits for the last request, closes, and ends', async () => {
		const script = `endInOrder({ awaitServer: true }); ${server} say('ready');`;
		expect(await run(script, (child) => child.kill('SIGTERM'))).toMatchObject({
			code: 0,
			said: ['ready', 'interrupted', 'last request', 'closed']
		});
	});

	it('does not wait for a web server that is not up yet', async () => {
		const script = `endInOrder({ awaitServer: true }); say('ready');`;
		expect(await run(script, (child) => child.kill('SIGINT'))).toMatchObject({
			code: 0,
			said: ['ready', 'interrupted', 'closed']
		});
	});

	it('ends when its launcher is gone', async () => {
		const script = `endInOrder({ awaitServer: true }); ${server} say('ready');`;
		expect(await run(script, (child) => child.disconnect())).toMatchObject({
			code: 0,
			said: ['ready', 'interrupted', 'last request', 'closed']
		});
	});

	it('is not kept running by its launcher', async () => {
		const script = `endInOrder({ awaitServer: true }); clearInterval(wait);`;
		expect((await run(script)).code).toBe(0);
	});
});

describe('a server whose engine is beyond repair', () => {
	it('asks its launcher for a fresh process, lets go of what it can, and ends with 70', async () => {
		expect(await run(`endInOrder({ awaitServer: true }); restartProcess();`)).toEqual({
			code: 70,
			said: ['interrupted', 'closed'],
			messages: ['restart']
		});
	});

	it('does not wait for what will never end', async () => {
		const script = `onShutdown({ name: 'hangs', close: () => new Promise(() => {}) }); restartProcess();`;
		expect((await run(script)).code).toBe(70);
	});
});
