/**
 * Something that must end in order before the process does: a pool of queries, a child process, a file.
 * `interrupt` is called at once, so that requests still under way come to an end; `close` when they have.
 */
export interface Closer {
	name: string;
	interrupt?: () => void | Promise<void>;
	close?: () => void | Promise<void>;
}

/** Registers a closer; the returned function takes it back. Last registered is closed first. */
export function onShutdown(closer: Closer): () => void {
	closers.add(closer);
	return () => closers.delete(closer);
}

/** Interrupts all that is running, all at the same time. */
export async function interruptWork(): Promise<void> {
	await Promise.all([...closers].map((closer) => attempt(closer.name, closer.interrupt)));
}

/** Closes everything, one after the other. A second call waits for the first. */
export function shutdown(): Promise<void> {
	return (state.closing ??= closeAll().finally(() => (state.closing = undefined)));
}

async function closeAll() {
	for (const closer of [...closers].reverse()) {
		closers.delete(closer);
		await attempt(closer.name, closer.close);
	}
}

/** A closer that fails must not keep the others from closing. */
async function attempt(name: string, step: Closer['interrupt']) {
	try {
		await step?.();
	} catch (error) {
		console.error(`shutdown: ${name} did not end in order`, error);
	}
}

interface State {
	closers: Set<Closer>;
	closing?: Promise<void>;
}

// Bundles and hot reload may load this module more than once in a process; there is one list.
const key = Symbol.for('leadgauge.shutdown');
const holder = globalThis as typeof globalThis & { [key]?: State };
const state: State = (holder[key] ??= { closers: new Set() });
const { closers } = state;
