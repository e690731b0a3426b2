import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import {
	checkDatasetLeads,
	type DatasetCheck,
	type CheckSettings
} from '#lib/server/usecases/check-dataset-leads.ts';
import type { JobContext } from './jobs.ts';

export interface CheckDatasetInput {
	/** Path of the dataset file. */
	path: string;
	manifest: DatasetManifest;
	settings: CheckSettings;
}

/** The quality of a dataset, the columns that know the outcome, and the horizons, in a process of its own. */
export async function checkDataset(
	{ path, manifest, settings }: CheckDatasetInput,
	{ onProgress, openEngine }: JobContext
): Promise<DatasetCheck> {
	// The engine looks for a log beside the file before it opens it.
	const engine = await openEngine([path, `${path}.wal`]);
	await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
	const onStep = (share: number) => onProgress({ stage: 'checking', share });
	return checkDatasetLeads(engine, leadsSource('dataset', manifest), settings, onStep);
}
