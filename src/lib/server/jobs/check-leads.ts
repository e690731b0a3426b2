import { realpath } from 'node:fs/promises';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { buildDataset } from '#lib/server/db/load/build-dataset.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { openSourceFile } from '#lib/server/db/load/source-file.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { JobContext } from './jobs.ts';

export interface LeadFile {
	path: string;
	/** Name as the person knows it. */
	name: string;
}

/**
 * Makes a dataset of a lead file in the job's folder, as `dataset/1.duckdb`.
 *
 * @throws WorkbenchError mapping-invalid with every trouble as an issue; what `openSourceFile` throws; no-leads
 */
export async function checkLeads(
	input: { file: LeadFile; mapping: unknown; now: string },
	{ folder, onProgress, openEngine }: JobContext
): Promise<DatasetManifest> {
	const file = await openSourceFile(input.file.path, input.file.name);
	const { mapping, issues } = parseMapping(input.mapping, file.dialect.names);
	if (!mapping)
		throw new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
	const engine = await openEngine([await realpath(file.path)]);
	return buildDataset(engine, { file, mapping, folder, now: input.now, onProgress });
}
