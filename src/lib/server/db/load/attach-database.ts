import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';

/** Opens a database file under a name of ours, making it if it is not there. */
export async function attachDatabase(
	engine: Engine,
	path: string,
	name: string,
	mode?: 'READ_ONLY'
): Promise<void> {
	const how = mode ?? `STORAGE_VERSION 'latest'`;
	await engine.run(`ATTACH ${quoteText(path)} AS ${name} (${how})`);
}

/** Closes a database file that was written, with everything in the file itself. */
export async function detachWritten(engine: Engine, name: string): Promise<void> {
	await engine.run(`CHECKPOINT ${name}`, { deadlineMs: Infinity });
	await engine.run(`DETACH ${name}`);
}
