import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import { currentWorkspace } from './db/current-workspace.ts';
import type { Workspace } from './db/workspace.ts';
import { Comparisons, type ComparisonRequest } from './comparisons.ts';
import { Calculator } from './jobs/calculator.ts';
import { MOST_LEADS_HERE, runOnDataset } from './jobs/run-on-dataset.ts';
import { watchedEngine } from './engine/watched-engine.ts';
import { figuresFromUrl } from './figures-from-url.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import { scoreKey, scoresFromUrl, usualScores } from './scores-from-url.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import {
	calibrateLeads,
	DEFAULT_RANGE,
	type CalibrateSettings
} from './usecases/calibrate-leads.ts';
import { openDesk, type FigureDesk } from './usecases/figure-desk.ts';
import type { ModelsCompared } from './usecases/compare-models.ts';
import { KeptResults, type Kept, type Watch } from './usecases/kept-results.ts';
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

/** Pages of figures kept in memory. */
const KEPT_FIGURES = 24;

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
	readonly #calculator = new Calculator();
	readonly #kept = new KeptResults<Calibrated>(KEPT);
	readonly #figures = new KeptResults<unknown>(KEPT_FIGURES);
	readonly #comparisons: Comparisons;

	constructor(workspace: Workspace) {
		this.workspace = workspace;
		this.#comparisons = new Comparisons(workspace, (...of) => this.#calibrationOf(...of));
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
		return this.#calibrationOf(dataset.id, model, model.scorecard, settings);
	}

	/** The calibration an address asks for where it was calculated before; nothing is calculated for it. */
	async calibrationIfKept(url: URL): Promise<Calibrated | null> {
		const { dataset, model: chosen } = await this.context(url);
		const { models } = await listModels(this.workspace.paths.home);
		const model = models.find((each) => each.id === chosen?.id);
		if (!dataset || !model) return null;
		const settings = settingsFromUrl(url.searchParams);
		return this.#kept.peek(calibrationName(dataset.id, model, settings));
	}

	/**
	 * What an address asks to be compared; null without a dataset or a scorecard.
	 * @throws WorkbenchError `setting-invalid`
	 */
	async comparisonRequest(url: URL): Promise<ComparisonRequest | null> {
		const { dataset, scorecard, model } = await this.context(url);
		if (!dataset || !scorecard || !model) return null;
		const { models } = await listModels(this.workspace.paths.home);
		const { source, manifest } = await this.source(dataset.id);
		const columns = source.columns.map(({ name }) => name);
		const { score, scoreAt } = manifest.mapping;
		const ofData = score ? [scoreKey({ kind: 'column', column: score })] : [];
		const usual = [...usualScores(models, model.id, columns), ...ofData];
		const asked = scoresFromUrl(url.searchParams, models, columns, usual);
		const ownStamp = url.searchParams.has('stamp') ? asked.stamp : (scoreAt ?? null);
		return {
			...asked,
			stamp: asked.scores.some(({ kind }) => kind === 'column') ? ownStamp : asked.stamp,
			dataset: { id: dataset.id, manifest },
			source,
			fallback: scorecard,
			settings: settingsFromUrl(url.searchParams)
		};
	}

	/** A comparison while it is being worked out. */
	keptComparison(request: ComparisonRequest): Kept<ModelsCompared> {
		return this.#comparisons.get(request);
	}

	/** The leads of a dataset for queries. @throws WorkbenchError dataset-not-found */
	async source(id: string): Promise<{ source: LeadsSource; manifest: DatasetManifest }> {
		const { leads, manifest } = await attachDataset(this.workspace, id);
		return { manifest, source: leads };
	}

	/**
	 * What an address asks of the funnel, the sources and the money; null without a dataset.
	 * @throws WorkbenchError `setting-invalid`, and those of `openDesk`
	 */
	async figureDesk(url: URL): Promise<FigureDesk | null> {
		const { dataset } = await this.context(url);
		if (!dataset) return null;
		const { source, manifest } = await this.source(dataset.id);
		return openDesk(this.workspace.engine, source, manifest, figuresFromUrl(url.searchParams));
	}

	/**
	 * Figures of a desk while they are being worked out; the same name is worked out once. They are counted on another
	 * engine than that of the desk: one that ends with them.
	 *
	 * @param name - everything the figures depend on
	 * @param statements - about how many statements they take
	 */
	keptFigures<T>(
		name: unknown[],
		desk: FigureDesk,
		statements: number,
		make: (desk: FigureDesk) => Promise<T>
	): Kept<T> {
		const kept = this.#figures.get(JSON.stringify(name), (signal, onShare) => {
			const tell = (done: number) => onShare(Math.min(0.95, done / statements));
			return make({ ...desk, engine: watchedEngine(desk.engine, signal, tell) });
		});
		return kept as Kept<T>;
	}

	/** Forgets every figure: leads are read otherwise from now on. */
	forget(): void {
		this.#kept.clear();
		this.#figures.clear();
		this.#comparisons.forget();
	}

	/** @param scorecard - the model's own, or its own on other leads */
	#calibrationOf(
		dataset: string,
		model: Model,
		scorecard: Scorecard,
		settings: CalibrateSettings
	): Kept<Calibrated> {
		const other = scorecard === model.scorecard ? [] : [scorecard];
		return this.#kept.get(calibrationName(dataset, model, settings, other), (signal, onShare) =>
			this.#calibrate(dataset, { ...model, scorecard }, settings, { signal, onShare })
		);
	}

	/** The figures most readers look at first, while they are still opening their browser; nothing where they take long. */
	async calculateAhead(): Promise<void> {
		const home = new URL('http://localhost/');
		const { dataset, model } = await this.context(home);
		if (!dataset || !model || dataset.rows > MOST_LEADS_HERE) return;
		await this.calibration(home).catch(() => {});
	}

	/** In a thread, large datasets in a process of their own, so that every page stays quick. */
	async #calibrate(
		id: string,
		model: Model,
		settings: CalibrateSettings,
		watch: Watch
	): Promise<Calibrated> {
		const { source, manifest } = await this.source(id);
		const { scorecard } = model;
		const dataset = { id, manifest };
		const input = { scorecard, settings };
		const calibration =
			manifest.counts.leads <= MOST_LEADS_HERE
				? await this.#inThread(source, scorecard, settings, watch)
				: await runOnDataset('calibrate-dataset', this.workspace, dataset, input, watch);
		return { calibration, scorecard, model, source, dataset };
	}

	async #inThread(
		source: LeadsSource,
		scorecard: Scorecard,
		settings: CalibrateSettings,
		{ signal, onShare }: Watch
	): Promise<Calibration> {
		const { engine } = this.workspace;
		const watched = { ...settings, onStep: onShare };
		const found = await calibrateLeads(engine, source, scorecard, watched, (leads, onStep) =>
			this.#calculator.calibrate(leads, { signal, onStep })
		);
		return found.calibration;
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

/** What a calibration is kept under: the same leads, card and settings give the same. */
function calibrationName(
	dataset: string,
	model: Model,
	settings: CalibrateSettings,
	other: Scorecard[] = []
): string {
	return JSON.stringify([dataset, model.sha256, settings, ...other]);
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
