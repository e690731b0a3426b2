import { durations, type Durations } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { CohortCounts, StageCounts } from './count-courses.ts';
import type { CourseOptions } from './lead-course.ts';
import type { Stage } from './stages.ts';

/** A bar of the cohort funnel. */
export interface FunnelStep {
	stage: Stage;
	n: number;
	/** Of those at the first stage. */
	ofFirst: Measured<Rate>;
	/** Of those at the stage before; the first stage has none: `first-stage`. */
	ofPrevious: Measured<Rate>;
	/** Days since creation, of leads seen at the stage. */
	daysFromEntry: Measured<Durations>;
	daysFromPrevious: Measured<Durations>;
	/** Reached this stage and no further: lost, and not lost. */
	dropped: number;
	open: number;
	skipped: number;
	reversed: number;
}

export interface CohortFunnel {
	view: 'cohort';
	/** Leads created in the period whose window is over. */
	leads: number;
	/** Created in the period, window still running: in none of the figures. */
	immature: number;
	beforeEntry: number;
	options: CourseOptions;
	/** Visits that became leads, where visits were imported. Visits are no persons: a ratio of counts, without time. */
	visitors: Measured<{ visits: number; became: Rate }>;
	steps: FunnelStep[];
}

/**
 * The cohort funnel: of leads created in a period, how many reached each stage within the window. Rates are of leads
 * whose window is over, so that young leads are never counted as lost (statistics 4). The number of leads never rises
 * from stage to stage.
 *
 * @param counts - one entry a stage, see `countCourses`
 * @param visits - visits in the same period and filter; null where none were imported
 * @returns not measured: `too-few-stages`, `no-leads` (a period without leads), `all-immature`
 * @throws Error where counts contradict each other
 * @example cohortFunnel(stages, counts, { order: 'any', windowDays: 180 }).steps[1].ofPrevious // { wins: 120, leads: 400, rate: 0.3, … }
 */
export function cohortFunnel(
	stages: Stage[],
	counts: CohortCounts,
	options: CourseOptions,
	visits: number | null = null
): Measured<CohortFunnel> {
	checkCounts(stages, counts);
	const { leads, immature, beforeEntry } = counts;
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (leads === 0) {
		return immature > 0 ? notMeasured('all-immature', { immature }) : notMeasured('no-leads');
	}
	return {
		measured: true,
		view: 'cohort',
		leads,
		immature,
		beforeEntry,
		options,
		visitors: visitorRate(visits, leads + immature + beforeEntry),
		steps: stages.map((stage, s) => stepOf(stage, s, counts.stages))
	};
}

function stepOf(stage: Stage, s: number, counts: StageCounts[]): FunnelStep {
	const { reached, dropped, open, skipped, reversed, sinceEntry, sincePrevious } = counts[s];
	return {
		stage,
		n: reached,
		ofFirst: rateOf(reached, counts[0].reached),
		ofPrevious: s === 0 ? notMeasured('first-stage') : rateOf(reached, counts[s - 1].reached),
		daysFromEntry: durations(sinceEntry),
		daysFromPrevious: s === 0 ? notMeasured('first-stage') : durations(sincePrevious),
		dropped,
		open,
		skipped,
		reversed
	};
}

function visitorRate(visits: number | null, leads: number): CohortFunnel['visitors'] {
	if (visits === null) return notMeasured('no-visits');
	if (visits < leads) return notMeasured('more-leads-than-visits', { visits, leads });
	const became = rateOf(leads, visits);
	return became.measured ? { measured: true, visits, became } : became;
}

function checkCounts(stages: Stage[], { leads, stages: counts }: CohortCounts): void {
	if (counts.length !== stages.length) {
		throw new Error(`cohortFunnel: ${stages.length} stages, ${counts.length} counts`);
	}
	counts.forEach(({ reached, dropped, open }, s) => {
		const before = s === 0 ? leads : counts[s - 1].reached;
		if (reached > before)
			throw new Error(`cohortFunnel: ${reached} at ${stages[s].id} of ${before}`);
		const further = counts[s + 1]?.reached ?? reached;
		if (further + dropped + open !== reached) {
			throw new Error(
				`cohortFunnel: ${stages[s].id} has ${reached} leads, not ${further} + ${dropped} + ${open}`
			);
		}
	});
}
