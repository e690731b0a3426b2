import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { DatasetManifest } from './dataset-manifest.ts';
import { rejectsCsv } from './rejects-csv.ts';
import { findUpload } from './uploads.ts';
import type { Workspace } from './workspace.ts';

/** How many read the checked file of an upload at this moment; the engine opens a file only once. */
const readers = new Map<string, number>();

/**
 * The rows that the check of an upload has rejected, as CSV text, before anything is imported.
 *
 * @param ofFile name of one of several files; without it the rows of all
 * @throws WorkbenchError upload-not-found, import-not-checked
 */
export async function* stagedRejects(
	workspace: Pick<Workspace, 'paths' | 'engine'>,
	uploadId: string,
	ofFile: string | null = null
): AsyncGenerator<string> {
	const { folder } = await findUpload(workspace, uploadId);
	const file = await checkedFile(folder);
	const database = quoteName(`staged_${uploadId}`);
	readers.set(uploadId, (readers.get(uploadId) ?? 0) + 1);
	try {
		const path = quoteText(join(folder, 'dataset', file));
		await workspace.engine.run(`ATTACH IF NOT EXISTS ${path} AS ${database} (READ_ONLY)`);
		yield* rejectsCsv(workspace.engine, `${database}.main.rejects`, ofFile);
	} finally {
		const others = readers.get(uploadId)! - 1;
		if (others > 0) readers.set(uploadId, others);
		else {
			readers.delete(uploadId);
			await workspace.engine.run(`DETACH DATABASE IF EXISTS ${database}`);
		}
	}
}

async function checkedFile(folder: string): Promise<string> {
	try {
		const manifest: DatasetManifest = JSON.parse(
			await readFile(join(folder, 'checked.json'), 'utf8')
		);
		return manifest.file;
	} catch (cause) {
		throw new WorkbenchError('import-not-checked', {}, { cause });
	}
}
