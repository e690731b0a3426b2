import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { EMPTY_RECORD } from '#lib/domain/leakage/leakage-record.ts';
import { leakingRules } from '#lib/domain/leakage/leaking-rules.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { calibrateCells, type CountedLeads } from './calibrate-cells.ts';
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

/** Works the figures out of what was counted: here, or in a thread of its own. */
export type Calculate = (
	leads: CountedLeads,
	onStep: (share: number) => void
) => Calibration | Promise<Calibration>;

/**
 * Replays a scorecard on the leads of a dataset: which leads count, their cells, and everything that follows.
 *
 * @throws WorkbenchError `rule-field-unknown` for a rule on a column the data does not have, `range-empty`, those of
 * `cardSource`
 */
export async function calibrateLeads(
	engine: Engine,
	dataset: LeadsSource,
	scorecard: Scorecard,
	settings: CalibrateSettings = {},
	calculate: Calculate = calibrateCells
): Promise<{ calibration: Calibration; cells: Cells }> {
	checkFields(dataset, scorecard);
	const { windowDays = scorecard.signalWindowDays } = settings;
	const source = await cardSource(engine, dataset, scorecard, windowDays);
	const range = rangeOf(settings);
	const step = settings.onStep ?? (() => {});
	const planned = await planLeads(engine, source, scorecard, settings);
	step(0.2);
	const { cells, evidence } = await readEvidence(engine, source, planned, scorecard, {
		blocks: settings.fit === 'ridge',
		onStep: (share) => step(0.2 + 0.25 * share)
	});
	const leads = leadCounts(planned, cells);
	// What somebody has decided about columns stands beside the dataset; the mapping alone says this much.
	const leaks = leakingRules(scorecard, source.mapping, EMPTY_RECORD);
	const issues = [...planned.issues, ...leaks];
	const context = { leads, split: splitSummary(planned, leads), issues, evidence };
	const { onStep: _, crossCheck = true, ...options } = settings;
	const counted = { cells, scorecard, context, options: { ...options, ...range }, crossCheck };
	const calibration = await calculate(counted, (share) => step(0.45 + 0.55 * share));
	return { calibration, cells };
}

function rangeOf({ min, max }: CalibrateSettings): { min: number; max: number } {
	const range = { min: min ?? DEFAULT_RANGE.min, max: max ?? DEFAULT_RANGE.max };
	if (range.min >= range.max) throw new WorkbenchError('range-empty', range);
	return range;
}
