import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import { currentWorkspace } from './db/current-workspace.ts';
import type { Workspace } from './db/workspace.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import {
	calibrateLeads,
	DEFAULT_RANGE,
	type CalibrateSettings
} from './usecases/calibrate-leads.ts';
import { listModels, type Model } from './usecases/models.ts';
import { loadSampleOnce } from './usecases/load-sample.ts';
import { WorkbenchError } from './workbench-error.ts';

/** What a page needs to know about where it stands: which data, which card, which settings. */
export interface Context {
	dataset: DatasetSummary | null;
	datasets: DatasetSummary[];
	model: ModelSummary | null;
	models: ModelSummary[];
	/** Ids of model files that cannot be read. */
	brokenModels: string[];
	scorecard: Scorecard | null;
	options: Required<
		Omit<CalibrateSettings, 'seed' | 'crossCheck' | 'dataDate' | 'windowDays' | 'horizonDays'>
	> & {
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

/** Everything a calibration in this address gave. */
export interface Calibrated {
	calibration: Calibration;
	cells: Cells;
	scorecard: Scorecard;
	model: Model;
	dataset: { id: string; manifest: DatasetManifest };
	source: LeadsSource;
}

/** Calibrations kept in memory; one is a few megabytes at most. */
const KEPT = 6;

/** The workbench of this server: one workspace, opened once, with the sample in it when it is new. */
export function workbench(): Promise<Workbench> {
	return (holder[key] ??= open().catch((error) => {
		holder[key] = undefined;
		throw error;
	}));
}

const key = Symbol.for('leadgauge.workbench');
const holder = globalThis as typeof globalThis & { [key]?: Promise<Workbench> };

async function open(): Promise<Workbench> {
	const workspace = await currentWorkspace();
	await loadSampleOnce(workspace);
	return new Workbench(workspace);
}

export class Workbench {
	readonly workspace: Workspace;
	readonly #kept = new Map<string, Promise<Calibrated>>();

	constructor(workspace: Workspace) {
		this.workspace = workspace;
	}

	/** Where an address stands. An unknown dataset or model gives null, never an error: pages say what to do. */
	async context({ searchParams }: URL): Promise<Context> {
		const datasets = await this.#datasets();
		const { models, broken } = await listModels(this.workspace.paths.home);
		const wanted = searchParams.get('dataset');
		const dataset = wanted ? datasets.find((each) => each.id === wanted) : datasets[0];
		const manifest = dataset ? await this.#manifest(dataset.id) : null;
		const model = chooseModel(models, manifest, searchParams.get('model'));
		const settings = settingsOrNone(searchParams);
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

	/**
	 * The calibration an address asks for; the same address is calculated once.
	 * @throws WorkbenchError `no-dataset`, `no-model`, `setting-invalid`, and those of `calibrateLeads`
	 */
	async calibration(url: URL): Promise<Calibrated> {
		const settings = settingsFromUrl(url.searchParams);
		const { dataset, model: chosen } = await this.context(url);
		if (!dataset) throw new WorkbenchError('no-dataset');
		if (!chosen) throw new WorkbenchError('no-model');
		const { models } = await listModels(this.workspace.paths.home);
		const model = models.find((each) => each.id === chosen.id);
		if (!model) throw new WorkbenchError('no-model');
		const name = JSON.stringify([dataset.id, model.sha256, settings]);
		return this.#keep(name, () => this.#calibrate(dataset.id, model, settings));
	}

	/** The leads of a dataset for queries. @throws WorkbenchError dataset-not-found */
	async source(id: string): Promise<{ source: LeadsSource; manifest: DatasetManifest }> {
		const { leads, manifest } = await attachDataset(this.workspace, id);
		return { manifest, source: leads };
	}

	async #calibrate(id: string, model: Model, settings: CalibrateSettings): Promise<Calibrated> {
		const { source, manifest } = await this.source(id);
		const { scorecard } = model;
		const found = await calibrateLeads(this.workspace.engine, source, scorecard, settings);
		return { ...found, scorecard, model, source, dataset: { id, manifest } };
	}

	#keep(name: string, make: () => Promise<Calibrated>): Promise<Calibrated> {
		const known = this.#kept.get(name);
		this.#kept.delete(name);
		const made = known ?? make();
		this.#kept.set(name, made);
		if (!known) made.catch(() => this.#kept.delete(name));
		if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
		return made;
	}

	async #datasets(): Promise<DatasetSummary[]> {
		const entries = await this.workspace.catalog.list();
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

	async #manifest(id: string): Promise<DatasetManifest> {
		return (await attachDataset(this.workspace, id)).manifest;
	}
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
