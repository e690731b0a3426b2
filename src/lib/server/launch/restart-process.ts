import { setTimeout as delay } from 'node:timers/promises';
import { EXIT_FATAL_ENGINE } from '../engine/engine-error.ts';
import { interruptWork, shutdown } from '../shutdown.ts';

/** What a server tells its launcher first, in case it cannot even end any more. */
export const restartRequest = 'restart';

const graceMs = 2_000;
let asked = false;

/** Ends this process so that the launcher starts a fresh one. For an engine that is beyond repair. */
export async function restartProcess(): Promise<void> {
	if (asked) return;
	asked = true;
	process.send?.(restartRequest);
	await Promise.race([interruptWork().then(shutdown), delay(graceMs)]);
	process.exit(EXIT_FATAL_ENGINE);
}
