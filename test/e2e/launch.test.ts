import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { descendants, isRunning } from './descendants.ts';
import { freePort } from './free-port.ts';
import { launcher, root, startProcess, type Started } from './start-process.ts';

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of toEnd.splice(0).reverse()) await end();
});

function newHome() {
	const home = mkdtempSync(join(tmpdir(), 'leadgauge-launch-'));
	toEnd.push(() => rmSync(home, { recursive: true, force: true }));
	return home;
}

function start(env: NodeJS.ProcessEnv, command = launcher): Started {
	const started = startProcess(command, env);
	toEnd.push(async () => {
		started.kill('SIGTERM');
		await started.ended;
	});
	return started;
}

/** A launcher that must refuse: with exit code 1, one plain sentence, and nothing else. */
async function refused(env: NodeJS.ProcessEnv) {
	const started = start(env);
	const { code } = await started.ended;
	expect(started.stdout()).toBe('');
	expect(code, started.stderr()).toBe(1);
	const lines = started.stderr().trimEnd().split('\n');
	expect(lines).toHaveLength(1);
	return lines[0];
}

async function isAnswered(port: number) {
	const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
	return response?.status;
}

describe('the launcher', () => {
	it('names another port when its own is taken, and leaves the workspace free', async () => {
		const port = await freePort();
		const other = createServer().listen(port, '127.0.0.1');
		toEnd.push(() => other.close());
		const home = newHome();
		const sentence = await refused({ PORT: String(port), LEADGAUGE_HOME: home });
		expect(sentence).toContain(`PORT=${port + 1} npm start`);
		expect(existsSync(join(home, 'server.lock'))).toBe(false);
	});

	it('starts no second server on a workspace, and leaves the first alone', async () => {
		const home = newHome();
		const port = await freePort();
		const first = start({ PORT: String(port), LEADGAUGE_HOME: home });
		await first.says(/ready at/);
		const sentence = await refused({ PORT: String(await freePort()), LEADGAUGE_HOME: home });
		expect(sentence).toContain(`http://127.0.0.1:${port}`);
		expect(await isAnswered(port)).toBe(200);
		expect(statSync(home).mode & 0o077).toBe(0);
	});

	it.each(['0.0.0.0', '::', '192.168.1.5', 'example.com', '127.evil.example'])(
		'does not open the workbench to the network (HOST=%s)',
		async (HOST) => {
			const sentence = await refused({ HOST, LEADGAUGE_HOME: newHome() });
			expect(sentence).toContain('no login');
		}
	);

	it.each(['0', '65536', 'http', '80.5', '-1'])('refuses PORT=%s', async (PORT) => {
		expect(await refused({ PORT, LEADGAUGE_HOME: newHome() })).toContain('from 1 to 65535');
	});

	it('takes over a workspace whose server was killed', async () => {
		const home = newHome();
		const gone = spawnSync(process.execPath, ['--version']).pid;
		writeFileSync(join(home, 'server.lock'), JSON.stringify({ pid: gone, started: '1' }));
		const port = await freePort();
		const server = start({ PORT: String(port), LEADGAUGE_HOME: home });
		await server.says(/ready at/);
		expect(await isAnswered(port)).toBe(200);
	});

	it.each(['SIGTERM', 'SIGINT'] as const)(
		'ends with its server, in order and with nothing left, on %s',
		async (signal) => {
			const home = newHome();
			const server = start({ PORT: String(await freePort()), LEADGAUGE_HOME: home });
			await server.says(/ready at/);
			const all = descendants(server.pid);
			expect(all.length).toBeGreaterThan(0);
			server.kill(signal);
			expect(await server.ended).toEqual({ code: 0, signal: null });
			expect(all.filter(isRunning)).toEqual([]);
			expect(existsSync(join(home, 'server.lock'))).toBe(false);
		}
	);

	it('takes its server along when it is killed itself', async () => {
		const server = start({ PORT: String(await freePort()), LEADGAUGE_HOME: newHome() });
		await server.says(/ready at/);
		const all = descendants(server.pid);
		server.kill('SIGKILL');
		await server.ended;
		await expect.poll(() => all.filter(isRunning), { timeout: 10_000 }).toEqual([]);
	});
});

describe('npm start', () => {
	it('answers, and on SIGTERM to npm ends everything within 10 seconds', async () => {
		const fresh = spawnSync('npm', ['run', '-s', 'built'], { cwd: root });
		expect(fresh.status, 'the build is older than its sources: npm run build').toBe(0);
		const port = await freePort();
		const npm = start({ PORT: String(port), LEADGAUGE_HOME: newHome() }, ['npm', 'start']);
		await npm.says(/ready at/);
		const all = descendants(npm.pid);
		expect(all.length).toBeGreaterThan(1);
		expect(await isAnswered(port)).toBe(200);
		npm.kill('SIGTERM');
		await npm.ended;
		await expect.poll(() => all.filter(isRunning), { timeout: 10_000 }).toEqual([]);
		expect(await isAnswered(port)).toBeUndefined();
	});
});
