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

const codes: Record<string, string> = { EADDRINUSE: 'port-busy', EACCES: 'port-forbidden' };

function refused(cause: NodeJS.ErrnoException, port: number) {
	const code = codes[cause.code ?? ''];
	const other = code === 'port-forbidden' || port === 65_535 ? 4173 : port + 1;
	// As text: a port is a name, not a quantity that a language would group.
	const params = { port: String(port), other: String(other) };
	return code ? new WorkbenchError(code, params, { cause }) : cause;
}
