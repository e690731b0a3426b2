import { isIPv4 } from 'node:net';
import { join, resolve } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { WorkbenchError } from '../workbench-error.ts';

export interface LaunchSettings {
	host: string;
	port: number;
	/** The one address under which the workbench is read and changed. */
	origin: string;
	/** The workspace: everything a user owns lies below it. */
	home: string;
}

/** Reads HOST, PORT and LEADGAUGE_HOME; a relative workspace is taken from where the user stands. */
export function launchSettings(env: NodeJS.ProcessEnv): LaunchSettings {
	const host = loopbackHost(env.HOST || '127.0.0.1');
	const port = portNumber(env.PORT || '4173');
	const home = env.LEADGAUGE_HOME
		? resolve(env.INIT_CWD ?? '.', env.LEADGAUGE_HOME)
		: join(projectRoot, 'data', 'local');
	return { host, port, origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, home };
}

/** What the server must find in its environment before Node starts. */
export function serverEnvironment(settings: LaunchSettings, env: NodeJS.ProcessEnv) {
	return {
		...env,
		// A socket or a port handed over by the system would take the place of ours.
		SOCKET_PATH: undefined,
		LISTEN_PID: undefined,
		HOST: settings.host,
		PORT: String(settings.port),
		ORIGIN: settings.origin,
		LEADGAUGE_HOME: settings.home,
		// Queries block the threads that files, names and new connections need too.
		UV_THREADPOOL_SIZE: env.UV_THREADPOOL_SIZE ?? '16',
		// Uploads are streams to disk of any size; every other body is limited in the hooks.
		BODY_SIZE_LIMIT: 'Infinity',
		SHUTDOWN_TIMEOUT: '8'
	};
}

function loopbackHost(host: string) {
	if (host === 'localhost') return '127.0.0.1';
	if (host === '::1' || (isIPv4(host) && host.startsWith('127.'))) return host;
	throw new WorkbenchError('host-not-loopback', { host });
}

function portNumber(text: string) {
	const port = Number(text);
	if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
	throw new WorkbenchError('port-invalid', { port: text });
}
