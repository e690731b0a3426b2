import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import { currentWorkspace } from './db/current-workspace.ts';
import type { Workspace } from './db/workspace.ts';
import type { CalibrateInput } from './jobs/calibrate-dataset.ts';
import { runJob } from './jobs/run-job.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import {
	calibrateLeads,
	DEFAULT_RANGE,
	type CalibrateSettings
} from './usecases/calibrate-leads.ts';
import { KeptResults, type Kept } from './usecases/kept-results.ts';
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

/** Everything a calibration in this address gave. */
export interface Calibrated {
	calibration: Calibration;
	scorecard: Scorecard;
	model: Model;
	dataset: { id: string; manifest: DatasetManifest };
	source: LeadsSource;
}

/** Calibrations kept in memory; one is a few hundred kilobytes. */
const KEPT = 12;
/** Leads up to which a calibration takes a fraction of a second, so that it needs no process of its own. */
const MOST_LEADS_HERE = 100_000;

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
	readonly #kept = new KeptResults<Calibrated>(KEPT);

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
		return (await this.keptCalibration(url)).made;
	}

	/** The same while it is being worked out: how far it is, and how to end it. */
	async keptCalibration(url: URL): Promise<Kept<Calibrated>> {
		const settings = settingsFromUrl(url.searchParams);
		const { dataset, model: chosen } = await this.context(url);
		if (!dataset) throw new WorkbenchError('no-dataset');
		if (!chosen) throw new WorkbenchError('no-model');
		const { models } = await listModels(this.workspace.paths.home);
		const model = models.find((each) => each.id === chosen.id);
		if (!model) throw new WorkbenchError('no-model');
		const name = JSON.stringify([dataset.id, model.sha256, settings]);
		return this.#kept.get(name, (signal, onShare) =>
			this.#calibrate(dataset.id, model, settings, { signal, onShare })
		);
	}

	/** The leads of a dataset for queries. @throws WorkbenchError dataset-not-found */
	async source(id: string): Promise<{ source: LeadsSource; manifest: DatasetManifest }> {
		const { leads, manifest } = await attachDataset(this.workspace, id);
		return { manifest, source: leads };
	}

	/** Large datasets are calculated in a process of their own, so that every page stays quick. */
	async #calibrate(
		id: string,
		model: Model,
		settings: CalibrateSettings,
		{ signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void }
	): Promise<Calibrated> {
		const { source, manifest } = await this.source(id);
		const { scorecard } = model;
		const calibration =
			manifest.counts.leads <= MOST_LEADS_HERE
				? (await calibrateLeads(this.workspace.engine, source, scorecard, settings)).calibration
				: await this.#inChild(id, { manifest, scorecard, settings }, signal, onShare);
		return { calibration, scorecard, model, source, dataset: { id, manifest } };
	}

	async #inChild(
		id: string,
		input: Omit<CalibrateInput, 'path'>,
		signal: AbortSignal,
		onShare: (share: number) => void
	): Promise<Calibration> {
		const { staging, datasets } = this.workspace.paths;
		const folder = join(staging, randomUUID());
		await mkdir(folder, { mode: 0o700 });
		try {
			const path = join(datasets, id, input.manifest.file);
			const onProgress = ({ share }: { share: number }) => onShare(share);
			return await runJob('calibrate-dataset', { ...input, path }, { folder, signal, onProgress });
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
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
