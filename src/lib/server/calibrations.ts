import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { DatasetManifest } from './db/dataset-manifest.ts';
import { attachDataset } from './db/datasets.ts';
import type { Workspace } from './db/workspace.ts';
import { Calculator } from './jobs/calculator.ts';
import { MOST_LEADS_HERE, runOnDataset } from './jobs/run-on-dataset.ts';
import type { LeadsSource } from './queries/leads-source.ts';
import { calibrateLeads, type CalibrateSettings } from './usecases/calibrate-leads.ts';
import { KeptResults, type Kept, type Watch } from './usecases/kept-results.ts';
import type { Model } from './usecases/models.ts';

/** Everything a calibration gave, and on what. */
export interface Calibrated {
	calibration: Calibration;
	scorecard: Scorecard;
	model: Model;
	dataset: { id: string; manifest: DatasetManifest };
	source: LeadsSource;
}

/** Calibrations kept in memory; one is a few hundred kilobytes. */
const KEPT = 12;

/** The calibrations of a server: the same card on the same leads is calculated once. */
export class Calibrations {
	readonly #workspace: Workspace;
	readonly #calculator = new Calculator();
	readonly #kept = new KeptResults<Calibrated>(KEPT);

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	/**
	 * A calibration as far as it has come.
	 *
	 * @param scorecard - the model's own, or its own on other leads
	 */
	get(
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

	/** The calibration of a model's own card where it was calculated before. */
	peek(dataset: string, model: Model, settings: CalibrateSettings): Promise<Calibrated> | null {
		return this.#kept.peek(calibrationName(dataset, model, settings));
	}

	/** Forgets every calibration: the leads are read otherwise from now on. */
	forget(): void {
		this.#kept.clear();
	}

	/** In a thread, large datasets in a process of their own, so that every page stays quick. */
	async #calibrate(
		id: string,
		model: Model,
		settings: CalibrateSettings,
		watch: Watch
	): Promise<Calibrated> {
		const { leads: source, manifest } = await attachDataset(this.#workspace, id);
		const { scorecard } = model;
		const dataset = { id, manifest };
		const input = { scorecard, settings };
		const calibration =
			manifest.counts.leads <= MOST_LEADS_HERE
				? await this.#inThread(source, scorecard, settings, watch)
				: await runOnDataset('calibrate-dataset', this.#workspace, dataset, input, watch);
		return { calibration, scorecard, model, source, dataset };
	}

	async #inThread(
		source: LeadsSource,
		scorecard: Scorecard,
		settings: CalibrateSettings,
		{ signal, onShare }: Watch
	): Promise<Calibration> {
		const { engine } = this.#workspace;
		const watched = { ...settings, onStep: onShare };
		const found = await calibrateLeads(engine, source, scorecard, watched, (leads, onStep) =>
			this.#calculator.calibrate(leads, { signal, onStep })
		);
		return found.calibration;
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
