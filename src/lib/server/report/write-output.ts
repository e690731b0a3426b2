import { writeDurably } from '#lib/server/db/write-durably.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/**
 * Writes a file the user asked for: in full or not at all.
 *
 * @throws WorkbenchError `output-not-written` with the reason of the system
 */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
	await writeDurably(path, content).catch((cause: NodeJS.ErrnoException) => {
		throw new WorkbenchError('output-not-written', { path, code: cause.code ?? '' }, { cause });
	});
}
