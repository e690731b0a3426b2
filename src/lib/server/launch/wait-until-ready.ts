import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** Resolves to true when the server answers, to false when it ended before. */
export async function waitUntilReady(origin: string, server: ChildProcess): Promise<boolean> {
	while (server.exitCode === null && server.signalCode === null) {
		if (await answers(origin)) return true;
		await delay(50);
	}
	return false;
}

async function answers(origin: string) {
	try {
		const response = await fetch(`${origin}/_app/version.json`, { redirect: 'manual' });
		await response.arrayBuffer();
		return true;
	} catch {
		return false;
	}
}
