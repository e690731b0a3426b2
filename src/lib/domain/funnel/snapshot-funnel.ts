import { durations, type DayHistogram, type Durations } from '#lib/domain/day-histogram.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Stage } from './stages.ts';

/** Where leads stand at the data date, by stage. */
export interface StandingCounts {
	/** Open leads whose current stage this is. */
	standing: number;
	/** They by whole days they have stood here so far. */
	standingFor: DayHistogram;
	valueCents: number | null;
}

export interface SnapshotStep extends Omit<StandingCounts, 'standingFor'> {
	stage: Stage;
	/** Share of all open leads, 0..1. No conversion rate: leads of all ages stand side by side. */
	shareOfOpen: number;
	/** How long they have stood here so far: ages of open leads, not times in stage. */
	daysSoFar: Measured<Durations>;
}

export interface SnapshotFunnel {
	view: 'snapshot';
	open: number;
	/** Already won and lost: they stand at no stage. */
	won: number;
	lost: number;
	steps: SnapshotStep[];
}

/**
 * The snapshot funnel: the stock of open leads by their stage at the data date, whenever they were created. It has no
 * rates.
 *
 * @returns not measured: `too-few-stages`, `no-leads` where no lead is open
 * @throws Error for another number of stages
 * @example snapshotFunnel(stages, counts, { won: 300, lost: 900 }).steps[0].shareOfOpen // 0.6
 */
export function snapshotFunnel(
	stages: Stage[],
	counts: StandingCounts[],
	{ won, lost }: { won: number; lost: number }
): Measured<SnapshotFunnel> {
	if (counts.length !== stages.length) {
		throw new Error(`snapshotFunnel: ${stages.length} stages, ${counts.length} counts`);
	}
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	const open = counts.reduce((sum, { standing }) => sum + standing, 0);
	if (open === 0) return notMeasured('no-leads', { won, lost });
	const steps = counts.map(({ standing, standingFor, valueCents }, s) => ({
		stage: stages[s],
		standing,
		valueCents,
		shareOfOpen: standing / open,
		daysSoFar: durations(standingFor)
	}));
	return { measured: true, view: 'snapshot', open, won, lost, steps };
}
