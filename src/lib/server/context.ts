import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import type { Workspace } from './db/workspace.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import { DEFAULT_RANGE, type CalibrateSettings } from './usecases/calibrate-leads.ts';
import { listModels, type Model } from './usecases/models.ts';

/** What a page needs to know about where it stands: which data, which card, which settings. */
export interface Context {
	dataset: DatasetSummary | null;
	datasets: DatasetSummary[];
	model: ModelSummary | null;
	models: ModelSummary[];
	/** Ids of model files that cannot be read. */
	brokenModels: string[];
	scorecard: Scorecard | null;
	options: {
		min: number;
		max: number;
		split: 'time' | 'random';
		windowDays: number;
		horizonDays: number;
		dataDate: string | null;
	};
}

export interface DatasetSummary {
	id: string;
	name: string;
	rows: number;
	wins: number;
	rejected: number;
	importedAt: string;
	dataDate: string | null;
}

export interface ModelSummary {
	id: string;
	name: string;
	builtIn: boolean;
}

/** Where an address stands. An unknown dataset or model gives null, never an error: pages say what to do. */
export async function contextOf(workspace: Workspace, query: URLSearchParams): Promise<Context> {
	const datasets = await datasetsOf(workspace);
	const { models, broken } = await listModels(workspace.paths.home);
	const wanted = query.get('dataset');
	const dataset = wanted ? datasets.find((each) => each.id === wanted) : datasets[0];
	const manifest = dataset ? (await attachDataset(workspace, dataset.id)).manifest : null;
	const model = chooseModel(models, manifest, query.get('model'));
	const settings = settingsOrNone(query);
	return {
		dataset: dataset && manifest ? withDate(dataset, manifest) : null,
		datasets,
		model: model && summary(model),
		models: models.map(summary),
		brokenModels: broken,
		scorecard: model?.scorecard ?? null,
		options: {
			min: settings.min ?? DEFAULT_RANGE.min,
			max: settings.max ?? DEFAULT_RANGE.max,
			split: settings.split ?? 'time',
			windowDays: settings.windowDays ?? model?.scorecard.signalWindowDays ?? 0,
			horizonDays: settings.horizonDays ?? model?.scorecard.horizonDays ?? 90,
			dataDate: settings.dataDate ?? manifest?.dates.newestAt ?? null
		}
	};
}

async function datasetsOf({ catalog }: Workspace): Promise<DatasetSummary[]> {
	const entries = await catalog.list();
	return entries.map(({ id, name, createdAt, leads, won, rejected }) => ({
		id,
		name,
		rows: leads,
		wins: won,
		rejected,
		importedAt: createdAt,
		dataDate: null
	}));
}

/** The model an address names, else the first whose columns the data has. */
function chooseModel(
	models: Model[],
	manifest: DatasetManifest | null,
	wanted: string | null
): Model | null {
	if (wanted) return models.find((each) => each.id === wanted) ?? null;
	if (!manifest) return null;
	const columns = manifest.schema.map((each) => each.name);
	return models.find((each) => unknownFields(each.scorecard, columns).length === 0) ?? null;
}

/** Settings for showing; what cannot be read is reported by the calibration itself. */
function settingsOrNone(query: URLSearchParams): CalibrateSettings {
	try {
		return settingsFromUrl(query);
	} catch {
		return {};
	}
}

function summary({ id, name, builtIn }: Model): ModelSummary {
	return { id, name, builtIn };
}

function withDate(dataset: DatasetSummary, { dates }: DatasetManifest): DatasetSummary {
	return { ...dataset, dataDate: dates.newestAt };
}
