import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockWorkspace } from '#lib/server/launch/workspace-lock.ts';

let home: string;
beforeEach(() => (home = join(mkdtempSync(join(tmpdir(), 'leadgauge-lock-')), 'home')));
afterEach(() => rmSync(join(home, '..'), { recursive: true }));

const origin = 'http://127.0.0.1:4173';
const lockFile = () => join(home, 'server.lock');

describe('the lock of a workspace', () => {
	it('makes the workspace, for its owner only, and is gone when given back', () => {
		const unlock = lockWorkspace(home, origin);
		expect(statSync(home).mode & 0o777).toBe(0o700);
		expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
		unlock();
		expect(existsSync(lockFile())).toBe(false);
	});

	it('is held by one living process, which is named by its address', () => {
		const unlock = lockWorkspace(home, origin);
		expect(() => lockWorkspace(home, 'http://127.0.0.1:1')).toThrow(
			expect.objectContaining({ code: 'workspace-in-use', params: { home, origin } })
		);
		unlock();
		expect(() => lockWorkspace(home, origin)()).not.toThrow();
	});

	it.each([
		['of a process that ended', JSON.stringify({ pid: 2 ** 22 - 1, started: null })],
		[
			'of another process under the same number',
			JSON.stringify({ pid: process.pid, started: '0' })
		],
		['cut short', '{"pid":'],
		['empty', ''],
		['of no process', '{"pid":-1}']
	])('%s is taken over', (_, left) => {
		lockWorkspace(home, origin)();
		writeFileSync(lockFile(), left);
		const unlock = lockWorkspace(home, origin);
		expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({
			pid: process.pid,
			origin
		});
		unlock();
	});

	it('of somebody else is not given back by mistake', () => {
		const unlock = lockWorkspace(home, origin);
		writeFileSync(lockFile(), JSON.stringify({ pid: 1, started: null }));
		unlock();
		expect(existsSync(lockFile())).toBe(true);
	});
});
