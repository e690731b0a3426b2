import { discardUpload, findUpload, keepReading, receiveUpload } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import type { SheetText } from '#lib/server/jobs/read-sheet.ts';

/** A workbook of rules is smaller than this. */
const MOST_BYTES = 20_000_000;
const DEADLINE_MS = 60_000;

/**
 * The text of a sheet or a file of rules that is being sent; nothing of it is kept.
 *
 * @throws WorkbenchError upload-too-large, what the file is (file-…, sheet-…), rules-file-large, job-…
 */
export async function readRulesFile(
	workspace: Pick<Workspace, 'paths'>,
	body: AsyncIterable<Uint8Array>,
	{ name, sheet, signal }: { name: string; sheet: string | null; signal?: AbortSignal }
): Promise<SheetText> {
	const { id } = await receiveUpload(workspace, body, { name, mostBytes: MOST_BYTES });
	try {
		if (sheet) await keepReading(workspace, id, { sheet });
		const { path, name: shown, folder, reading } = await findUpload(workspace, id);
		const file = { path, name: shown, reading };
		return await runJob('read-sheet', { file }, { folder, signal, deadlineMs: DEADLINE_MS });
	} finally {
		await discardUpload(workspace, id);
	}
}
