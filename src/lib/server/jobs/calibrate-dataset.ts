import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { calibrateLeads, type CalibrateSettings } from '#lib/server/usecases/calibrate-leads.ts';
import type { JobContext } from './jobs.ts';

export interface CalibrateInput {
	/** Path of the dataset file. */
	path: string;
	manifest: DatasetManifest;
	scorecard: Scorecard;
	settings: CalibrateSettings;
}

/** A calibration in a process of its own: for datasets on which it takes long. */
export async function calibrateDataset(
	{ path, manifest, scorecard, settings }: CalibrateInput,
	{ onProgress, openEngine }: JobContext
): Promise<Calibration> {
	// The engine looks for a log beside the file before it opens it.
	const engine = await openEngine([path, `${path}.wal`]);
	await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
	const source = leadsSource('dataset', manifest);
	const onStep = (share: number) => onProgress({ stage: 'checking', share });
	const found = await calibrateLeads(engine, source, scorecard, { ...settings, onStep });
	return found.calibration;
}
