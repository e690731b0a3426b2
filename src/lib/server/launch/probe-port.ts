import { createServer } from 'node:net';
import { WorkbenchError } from '../workbench-error.ts';

/** Resolves if the port can be listened on; otherwise says why not, in the terms of the one who asked. */
export function probePort(host: string, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (cause: NodeJS.ErrnoException) => reject(refused(cause, port)));
		probe.listen({ host, port }, () => probe.close(() => resolve()));
	});
}

function refused(cause: NodeJS.ErrnoException, port: number) {
	const other = port < 65_535 ? port + 1 : 4173;
	if (cause.code === 'EADDRINUSE')
		return new WorkbenchError('port-busy', { port, other }, { cause });
	if (cause.code === 'EACCES') {
		return new WorkbenchError('port-forbidden', { port, other: 4173 }, { cause });
	}
	return cause;
}
