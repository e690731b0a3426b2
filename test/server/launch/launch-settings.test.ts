import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchSettings, serverEnvironment } from '#lib/server/launch/launch-settings.ts';
import { projectRoot } from '#lib/server/project-root.ts';

describe('what the launcher starts with', () => {
	it('is this machine, port 4173 and data/local, unless told otherwise', () => {
		expect(launchSettings({})).toEqual({
			host: '127.0.0.1',
			port: 4173,
			origin: 'http://127.0.0.1:4173',
			home: join(projectRoot, 'data/local')
		});
	});

	it.each([
		['localhost', 'http://127.0.0.1:4173'],
		['127.0.0.2', 'http://127.0.0.2:4173'],
		['::1', 'http://[::1]:4173']
	])('may be another name of this machine: %s', (HOST, origin) => {
		expect(launchSettings({ HOST }).origin).toBe(origin);
	});

	it('takes a relative workspace from where the user stands', () => {
		expect(launchSettings({ LEADGAUGE_HOME: 'mine', INIT_CWD: '/somewhere' }).home).toBe(
			'/somewhere/mine'
		);
	});
});

describe('the environment of the server', () => {
	it('holds what must be there before Node starts, whatever stood there before', () => {
		const env = {
			ORIGIN: 'http://evil.example',
			BODY_SIZE_LIMIT: '5',
			SOCKET_PATH: '/s',
			PATH: '/bin'
		};
		expect(serverEnvironment(launchSettings(env), env)).toMatchObject({
			HOST: '127.0.0.1',
			PORT: '4173',
			ORIGIN: 'http://127.0.0.1:4173',
			UV_THREADPOOL_SIZE: '16',
			BODY_SIZE_LIMIT: 'Infinity',
			SHUTDOWN_TIMEOUT: '8',
			SOCKET_PATH: undefined,
			PATH: '/bin'
		});
	});
});
