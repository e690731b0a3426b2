import { findUpload } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { runJob, type JobOptions } from '#lib/server/jobs/run-job.ts';

export type ImportOptions = Pick<JobOptions, 'signal' | 'onProgress' | 'memoryMb' | 'deadlineMs'>;

/**
 * What an uploaded file looks like: dialect, columns with their types and values, its first rows, a suggested
 * mapping. Nothing is imported.
 *
 * @throws WorkbenchError upload-not-found, what the file is (file-…, too-many-columns), job-…
 */
export async function inspectFile(
	workspace: Pick<Workspace, 'paths'>,
	uploadId: string,
	options: ImportOptions = {}
): Promise<Inspection> {
	const { path, name, folder, reading } = await findUpload(workspace, uploadId);
	return runJob('inspect-leads', { file: { path, name, reading } }, { ...options, folder });
}
