import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { calibrateLeads, type CalibrateSettings } from '#lib/server/usecases/calibrate-leads.ts';
import type { JobContext } from './jobs.ts';
import { openDataset } from './open-dataset.ts';

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
	context: JobContext
): Promise<Calibration> {
	const { engine, source } = await openDataset(path, manifest, context);
	const onStep = (share: number) => context.onProgress({ stage: 'checking', share });
	const found = await calibrateLeads(engine, source, scorecard, { ...settings, onStep });
	return found.calibration;
}
