import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import type { JobContext } from './jobs.ts';

/** The leads of a dataset file, for a job on them. */
export async function openDataset(
	path: string,
	manifest: DatasetManifest,
	{ openEngine }: JobContext
): Promise<{ engine: Engine; source: LeadsSource }> {
	// The engine looks for a log beside the file before it opens it.
	const engine = await openEngine([path, `${path}.wal`]);
	await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
	return { engine, source: leadsSource('dataset', manifest) };
}
