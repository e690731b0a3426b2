import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import { currentWorkspace } from './db/current-workspace.ts';
import type { Workspace } from './db/workspace.ts';
import { Calibrations, type Calibrated } from './calibrations.ts';
import { Comparisons, type ComparisonRequest } from './comparisons.ts';
import { MOST_LEADS_HERE } from './jobs/run-on-dataset.ts';
import { contextOf, type Context } from './context.ts';
import { watchedEngine } from './engine/watched-engine.ts';
import { figuresFromUrl } from './figures-from-url.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import { scoreKey, scoresFromUrl, usualScores } from './scores-from-url.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import { openDesk, type FigureDesk } from './usecases/figure-desk.ts';
import type { ModelsCompared } from './usecases/compare-models.ts';
import { KeptResults, type Kept } from './usecases/kept-results.ts';
import { listModels } from './usecases/models.ts';
import { loadSampleOnce } from './usecases/load-sample.ts';
import { WorkbenchError } from './workbench-error.ts';

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
	readonly #calibrations: Calibrations;
	readonly #figures = new KeptResults<unknown>(KEPT_FIGURES);
	readonly #comparisons: Comparisons;

	constructor(workspace: Workspace) {
		this.workspace = workspace;
		this.#calibrations = new Calibrations(workspace);
		this.#comparisons = new Comparisons(workspace, this.#calibrations);
	}

	/** Where an address stands. An unknown dataset or model gives null, never an error: pages say what to do. */
	context({ searchParams }: URL): Promise<Context> {
		return contextOf(this.workspace, searchParams);
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
		return this.#calibrations.get(dataset.id, model, model.scorecard, settings);
	}

	/** The calibration an address asks for where it was calculated before; nothing is calculated for it. */
	async calibrationIfKept(url: URL): Promise<Calibrated | null> {
		const { dataset, model: chosen } = await this.context(url);
		const { models } = await listModels(this.workspace.paths.home);
		const model = models.find((each) => each.id === chosen?.id);
		if (!dataset || !model) return null;
		const settings = settingsFromUrl(url.searchParams);
		return this.#calibrations.peek(dataset.id, model, settings);
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
		this.#calibrations.forget();
		this.#figures.clear();
		this.#comparisons.forget();
	}

	/** The figures most readers look at first, while they are still opening their browser; nothing where they take long. */
	async calculateAhead(): Promise<void> {
		const home = new URL('http://localhost/');
		const { dataset, model } = await this.context(home);
		if (!dataset || !model || dataset.rows > MOST_LEADS_HERE) return;
		await this.calibration(home).catch(() => {});
	}
}
