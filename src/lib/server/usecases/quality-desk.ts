import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
	overriddenBy,
	withDecision,
	withOverrides,
	withScan,
	type LeakageRecord
} from '#lib/domain/leakage/leakage-record.ts';
import { leaksOf } from '#lib/domain/leakage/leaking-rules.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import { changeLeakage, readLeakage } from '#lib/server/db/leakage-file.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { CheckSettings, DatasetCheck } from './check-dataset-leads.ts';
import { KeptResults, type Kept } from './kept-results.ts';

/** Checks kept in memory; one is some ten kilobytes. */
const KEPT = 12;
/** The checks of this server's datasets, and what is thought of their columns. */
export class QualityDesk {
	readonly #workspace: Workspace;
	readonly #kept = new KeptResults<DatasetCheck>(KEPT);

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	/**
	 * The check of a dataset under some settings, worked out once, in a process of its own. When it is done the record of the
	 * dataset names its suspects.
	 */
	check(dataset: string, settings: CheckSettings): Kept<DatasetCheck> {
		const name = JSON.stringify([dataset, settings]);
		return this.#kept.get(name, async (signal, onShare) => {
			const found = await this.#run(dataset, settings, signal, onShare);
			await this.#note(dataset, found);
			return found;
		});
	}

	/**
	 * What is thought of the columns of a dataset. One that was never checked is checked now; where that takes longer than
	 * whoever asks can wait, what is known so far is given.
	 */
	async record(
		dataset: string,
		settings: CheckSettings,
		patienceMs: number
	): Promise<LeakageRecord> {
		const record = await readLeakage(this.#workspace, dataset);
		if (record.scannedAt !== null) return record;
		const checked = this.check(dataset, settings).made.catch(() => null);
		const waited = new Promise<null>((resolve) => {
			setTimeout(resolve, patienceMs, null).unref();
		});
		const found = await Promise.race([checked, waited]);
		return found ? this.#note(dataset, found) : readLeakage(this.#workspace, dataset);
	}

	/** The record of a dataset names the suspects of a check. */
	#note(dataset: string, { scan }: DatasetCheck): Promise<LeakageRecord> {
		const at = new Date().toISOString();
		return changeLeakage(this.#workspace, dataset, (record) => withScan(record, scan, at));
	}

	/**
	 * Notes what somebody has decided about a column.
	 * @param state - null takes a decision back
	 * @throws WorkbenchError `dataset-not-found`, `field-unknown`
	 */
	async decide(
		dataset: string,
		column: string,
		state: 'leaking' | 'cleared' | null,
		at: string
	): Promise<void> {
		const { schema } = await datasetManifest(this.#workspace, dataset);
		if (!schema.some(({ name }) => name === column)) {
			throw new WorkbenchError('field-unknown', { field: column });
		}
		const facts = { column, state: state ?? 'open' };
		await changeLeakage(
			this.#workspace,
			dataset,
			(record) => withDecision(record, column, state, at),
			{ at, action: 'leakage-decided', facts }
		);
	}

	/** Forgets every check: leads are read otherwise from now on. */
	forget(): void {
		this.#kept.clear();
	}

	/**
	 * Leaking columns a card uses that nobody has allowed it yet.
	 * @param model - id of the card's file; null for one that is in no file
	 */
	async unallowedLeaks(
		dataset: string,
		scorecard: Scorecard,
		model: string | null
	): Promise<string[]> {
		const { mapping } = await datasetManifest(this.#workspace, dataset);
		const record = await readLeakage(this.#workspace, dataset);
		const allowed = new Set(model === null ? [] : overriddenBy(record, model));
		return leaksOf(scorecard, mapping, record).filter((column) => !allowed.has(column));
	}

	/** Notes that a card was saved with rules on leaking columns, by somebody who was told. */
	async allow(dataset: string, model: string, columns: string[], at: string): Promise<void> {
		for (const column of columns) {
			await changeLeakage(
				this.#workspace,
				dataset,
				(record) => withOverrides(record, model, [column], at),
				{ at, action: 'leakage-overridden', facts: { column, model } }
			);
		}
	}

	async #run(
		dataset: string,
		settings: CheckSettings,
		signal: AbortSignal,
		onShare: (share: number) => void
	): Promise<DatasetCheck> {
		const { staging, datasets } = this.#workspace.paths;
		const manifest = await datasetManifest(this.#workspace, dataset);
		const folder = join(staging, randomUUID());
		await mkdir(folder, { mode: 0o700 });
		try {
			const path = join(datasets, dataset, manifest.file);
			const onProgress = ({ share }: { share: number }) => onShare(share);
			const input = { path, manifest, settings };
			return await runJob('check-dataset', input, { folder, signal, onProgress });
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}
}
