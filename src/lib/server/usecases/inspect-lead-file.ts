import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import type { ImportOptions } from './inspect-file.ts';

/**
 * What a file of leads looks like, from a folder of its own that is gone afterwards: for the command line. Nothing is
 * kept, and no workspace is opened.
 *
 * @throws WorkbenchError what the file is (file-…, sheet-…, json-…, too-many-columns), job-…
 */
export async function inspectLeadFile(
	file: string,
	reading: FileReading,
	options: ImportOptions = {}
): Promise<Inspection> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-'));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	try {
		const source = { path: resolve(file), name: basename(file), reading };
		return await runJob('inspect-leads', { file: source }, { ...options, folder });
	} finally {
		process.off('exit', forget);
		await rm(folder, { recursive: true, force: true });
	}
}
