import { issue, type Issue } from '#lib/domain/issue.ts';
import type { LeakageRecord } from '#lib/domain/leakage/leakage-record.ts';
import { leakingRules } from '#lib/domain/leakage/leaking-rules.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import { fieldsOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Workspace } from './db/workspace.ts';
import { orMissing } from './or-missing.ts';
import { settingsFromUrl } from './settings-from-url.ts';
import type { CheckSettings, DatasetCheck } from './usecases/check-dataset-leads.ts';
import type { Kept } from './usecases/kept-results.ts';
import { QualityDesk } from './usecases/quality-desk.ts';
import type { Calibrated } from './calibrations.ts';
import type { Workbench } from './workbench.ts';
import { WorkbenchError } from './workbench-error.ts';

/** Whoever edits rules waits so long for the first check of a dataset: what leaks must not be offered unsaid. */
const PATIENCE_MS = 2000;
/** Figures are not kept waiting; a suspicion that comes later is shown the next time. */
const PATIENCE_OF_FIGURES_MS = 300;

// Bundles and hot reload may load this module more than once in a process; there is one desk a workspace.
const key = Symbol.for('leadgauge.quality');
const holder = globalThis as typeof globalThis & { [key]?: WeakMap<Workspace, QualityDesk> };

/** The checks of a workbench's datasets. */
export function qualityDesk({ workspace }: Pick<Workbench, 'workspace'>): QualityDesk {
	const desks = (holder[key] ??= new WeakMap<Workspace, QualityDesk>());
	const desk = desks.get(workspace) ?? new QualityDesk(workspace);
	desks.set(workspace, desk);
	return desk;
}

/**
 * The check of the dataset an address names, under its settings, while it is being worked out.
 * @throws WorkbenchError `no-dataset`, `setting-invalid`
 */
export async function keptCheck(bench: Workbench, url: URL): Promise<Kept<DatasetCheck>> {
	const settings = await checkSettings(bench, url);
	const { dataset } = await bench.context(url);
	if (!dataset) throw new WorkbenchError('no-dataset');
	return qualityDesk(bench).check(dataset.id, settings);
}

/**
 * What is thought of the columns of a dataset; one that was never checked is checked for the settings of an address. An
 * address whose settings cannot be read says what is known without.
 */
export async function leakageOf(
	bench: Workbench,
	url: URL,
	dataset: string,
	patienceMs = PATIENCE_MS
): Promise<LeakageRecord> {
	const asked = await orMissing(checkSettings(bench, url), 'setting-invalid');
	const settings = asked ?? (await checkSettings(bench, bare(url)));
	return qualityDesk(bench).record(dataset, settings, patienceMs);
}

/**
 * A calibration with a warning for every rule on a column that knows the outcome, as far as that is known now, and a note on
 * every column of which spellings are read as one; where nothing was looked at yet, it says so.
 */
export async function withLeakage(
	bench: Workbench,
	url: URL,
	calibrated: Calibrated
): Promise<Calibrated> {
	const { calibration, dataset, scorecard, source } = calibrated;
	const record = await leakageOf(bench, url, dataset.id, PATIENCE_OF_FIGURES_MS);
	const known = new Set(calibration.issues.map((each) => JSON.stringify(each)));
	const unchecked = record.scannedAt === null ? [issue('leakage-unchecked', 'info')] : [];
	const leaks = [
		...unchecked,
		...leakingRules(scorecard, source.mapping, record),
		...mergedSpellings(scorecard, source.readAs ?? {})
	].filter((each) => !known.has(JSON.stringify(each)));
	return {
		...calibrated,
		calibration: { ...calibration, issues: [...calibration.issues, ...leaks] }
	};
}

/** Columns of the card of which spellings are read as one: the CRM may keep them apart. */
function mergedSpellings(scorecard: Scorecard, readAs: Spellings): Issue[] {
	const used = new Set(rulesOf(scorecard).flatMap(fieldsOf));
	return Object.entries(readAs)
		.filter(([column]) => used.has(column))
		.map(([column, own]) => {
			const spellings = Object.entries(own).map(([from, to]) => `${from} → ${to}`);
			return issue('values-merged', 'info', { column, spellings: spellings.join(', ') });
		});
}

async function checkSettings(bench: Workbench, url: URL): Promise<CheckSettings> {
	const { dataDate, split, seed } = settingsFromUrl(url.searchParams);
	const { windowDays, horizonDays } = (await bench.context(url)).options;
	return { windowDays, horizonDays, dataDate, split, seed };
}

/** The address with its dataset and card alone. */
function bare(url: URL): URL {
	const plain = new URL(url.pathname, url.origin);
	for (const name of ['dataset', 'model']) {
		const value = url.searchParams.get(name);
		if (value !== null) plain.searchParams.set(name, value);
	}
	return plain;
}
