import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import {
	compareModels,
	type CompareSettings,
	type ModelsCompared
} from '#lib/server/usecases/compare-models.ts';
import type { JobContext } from './jobs.ts';
import { openDataset } from './open-dataset.ts';

export interface CompareInput {
	/** Path of the dataset file. */
	path: string;
	manifest: DatasetManifest;
	wishes: ScoreWish[];
	/** The card whose window, horizon and exclusions hold where no card is among the scores. */
	fallback: Scorecard;
	settings: CompareSettings;
}

/** A comparison in a process of its own: for datasets on which it takes long. */
export async function compareDataset(
	{ path, manifest, wishes, fallback, settings }: CompareInput,
	context: JobContext
): Promise<ModelsCompared> {
	const { engine, source } = await openDataset(path, manifest, context);
	const onStep = (share: number) => context.onProgress({ stage: 'checking', share });
	return compareModels(engine, source, wishes, fallback, { ...settings, onStep });
}
