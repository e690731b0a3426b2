import { join } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { openLeadFile } from '#lib/server/db/convert/open-lead-file.ts';
import { buildDataset } from '#lib/server/db/load/build-dataset.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { afterConversion } from '#lib/server/db/load/progress.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { engineOnce } from './engine-once.ts';
import type { JobContext } from './jobs.ts';

export interface LeadFile {
	path: string;
	/** Name as the person knows it. */
	name: string;
	/** What somebody knows of it better than the file tells. */
	reading?: FileReading;
}

/**
 * Makes a dataset of a lead file in the job's folder, as `dataset/1.duckdb`.
 *
 * @throws WorkbenchError mapping-invalid with every trouble as an issue; what `openLeadFile` throws; column-ambiguous
 */
export async function checkLeads(
	input: { file: LeadFile; mapping: unknown; now: string },
	{ folder, onProgress, openEngine }: JobContext
): Promise<DatasetManifest> {
	const progress = afterConversion(onProgress);
	const engine = engineOnce(openEngine, input.file.path);
	const file = await openLeadFile(input.file.path, input.file.name, {
		reading: input.file.reading,
		folder: join(folder, 'scratch'),
		engine,
		onProgress: progress.converting
	});
	const { mapping, issues } = parseMapping(input.mapping, file.dialect.names);
	if (!mapping)
		throw new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
	return buildDataset(await engine(), {
		file,
		mapping,
		folder,
		now: input.now,
		onProgress: progress.then
	});
}
