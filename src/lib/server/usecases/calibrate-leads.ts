import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import type { Calibration, CrossCheck } from '#lib/domain/calibration/calibration.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { crossCheckSample } from '#lib/domain/logistic/cross-check-sample.ts';
import { crossCheck } from '#lib/domain/logistic/cross-check.ts';
import { separation } from '#lib/domain/logistic/separation.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { checkFields } from './check-fields.ts';
import { leadCounts, splitSummary } from './lead-counts.ts';
import { planLeads, type LeadSettings } from './plan-leads.ts';
import { readEvidence } from './read-evidence.ts';

export interface CalibrateSettings
	extends LeadSettings, Partial<Omit<CalibrateOptions, 'crossCheck'>> {
	/** Whether another program fits a small sample too; default true. */
	crossCheck?: boolean;
}

/** Points a target holds unless the user says otherwise. */
export const DEFAULT_RANGE = { min: -100, max: 100 };

const CROSS_CHECK_SEED = 1;

/**
 * Replays a scorecard on the leads of a dataset: which leads count, their cells, and everything that follows.
 *
 * @throws WorkbenchError `rule-field-unknown` for a rule on a column the data does not have, `range-empty`
 */
export async function calibrateLeads(
	engine: Engine,
	source: LeadsSource,
	scorecard: Scorecard,
	settings: CalibrateSettings = {}
): Promise<{ calibration: Calibration; cells: Cells }> {
	checkFields(source, scorecard);
	const range = rangeOf(settings);
	const step = settings.onStep ?? (() => {});
	const planned = await planLeads(engine, source, scorecard, settings);
	step(0.2);
	const { cells, evidence } = await readEvidence(engine, source, planned, scorecard, {
		blocks: settings.fit === 'ridge',
		onStep: (share) => step(0.2 + 0.25 * share)
	});
	const leads = leadCounts(planned, cells);
	const context = { leads, split: splitSummary(planned, leads), issues: planned.issues, evidence };
	const checked = settings.crossCheck === false ? undefined : checkedByOther(cells, scorecard);
	step(0.5);
	const calibration = calibrate(cells, scorecard, context, {
		...settings,
		...range,
		crossCheck: checked,
		onStep: (share) => step(0.5 + 0.5 * share)
	});
	return { calibration, cells };
}

/** The same small sample fitted by ml-logistic-regression (design §5). */
function checkedByOther(cells: Cells, scorecard: Scorecard): CrossCheck | NotMeasured {
	const train = part(cells, 0);
	const rules = [...rulesOf(scorecard).keys()].filter((rule) => separation(train, rule) === null);
	const sample = crossCheckSample(train, scorecard, rules, { seed: CROSS_CHECK_SEED });
	return sample.measured ? crossCheck(sample) : sample;
}

function rangeOf({ min, max }: CalibrateSettings): { min: number; max: number } {
	const range = { min: min ?? DEFAULT_RANGE.min, max: max ?? DEFAULT_RANGE.max };
	if (range.min >= range.max) throw new WorkbenchError('range-empty', range);
	return range;
}
