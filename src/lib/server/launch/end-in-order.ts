import { interruptWork, shutdown } from '../shutdown.ts';

/**
 * Makes this process end in order: a signal interrupts what is running, so that open requests come to an
 * end; when the web server has let them all go, everything is closed. The launcher's death is a signal too.
 *
 * @param awaitServer whether a web server tells when its last request has ended (a development server does not)
 */
export function endInOrder({ awaitServer }: { awaitServer: boolean }): void {
	if (holder[key]) return;
	holder[key] = true;
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			const interrupted = interruptWork();
			// Alone means: asked to end before the web server was up.
			const alone = process.listenerCount(signal) === 1;
			if (alone || !awaitServer) void interrupted.then(end);
		});
	}
	process.on('sveltekit:shutdown' as 'beforeExit', () => void end());
	if (process.channel) {
		process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
		process.channel.unref();
	}
}

async function end() {
	await shutdown();
	process.exit();
}

// Hot reload loads this module again; the process and its listeners stay.
const key = Symbol.for('leadgauge.endInOrder');
const holder = globalThis as typeof globalThis & { [key]?: boolean };
