import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { probePort } from '#lib/server/launch/probe-port.ts';

it('a port is free until somebody listens on it, and is named as it is typed', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await expect(probePort('127.0.0.1', port)).rejects.toMatchObject({
		code: 'port-busy',
		params: { port: String(port), other: String(port + 1) }
	});
	server.close();
	await once(server, 'close');
	await expect(probePort('127.0.0.1', port)).resolves.toBeUndefined();
});
