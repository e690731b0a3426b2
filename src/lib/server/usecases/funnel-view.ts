import { cohortFunnel, type CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import { flowFunnel } from '#lib/domain/funnel/flow-funnel.ts';
import type { FunnelLeftOut, FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import { snapshotFunnel } from '#lib/domain/funnel/snapshot-funnel.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import {
	emptyCohort,
	readCohortCounts,
	type ReadCohort
} from '#lib/server/queries/funnel/read-cohort-counts.ts';
import { readFlow } from '#lib/server/queries/funnel/read-flow.ts';
import { readStanding } from '#lib/server/queries/funnel/read-standing.ts';
import { readVisits } from '#lib/server/queries/funnel/read-visits.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { FunnelDesk } from './funnel-desk.ts';

/** The funnel in one of its three views. */
export async function funnelView(of: FunnelDesk, view: FunnelView['view']): Promise<FunnelView> {
	const { desk, frame, ways, openWays, everWays } = of;
	const { stages } = frame;
	const { engine } = desk;
	if (stages.length < 2) {
		const found = notMeasured('too-few-stages', { stages: stages.length });
		return view === 'cohort'
			? { view, found, leftOut: leftOutOf(emptyCohort(0)) }
			: { view, found };
	}
	if (view === 'cohort') {
		const cohorts = await readCohortCounts(engine, ways);
		const counts = cohorts.get('') ?? emptyCohort(stages.length);
		const found = await withVisits(desk, (visits) => cohortOf(of, counts, visits));
		return { view, found, leftOut: leftOutOf(counts) };
	}
	if (frame.dataDate === null) return { view, found: notMeasured('no-dated-outcome') };
	if (view === 'snapshot') {
		const { counts, won, lost } = await readStanding(engine, openWays);
		const found = snapshotFunnel(stages, counts, { won, lost });
		return { view, found: found.measured ? found : notMeasured('no-open-leads', { won, lost }) };
	}
	const { counts, lost } = await readFlow(engine, everWays, frame.from, frame.to);
	return { view, found: flowFunnel(stages, counts, lost) };
}

async function withVisits(
	desk: FigureDesk,
	made: (visits: number | null) => Measured<CohortFunnel>
): Promise<Measured<CohortFunnel>> {
	const visits = await readVisits(desk);
	const found = made(visits.measured ? visits.visits : null);
	return found.measured && !visits.measured ? { ...found, visitors: visits } : found;
}

/** Without dates there are no days: not 0 days. */
export function cohortOf(
	{ frame }: FunnelDesk,
	counts: ReadCohort,
	visits: number | null = null
): Measured<CohortFunnel> {
	const { order, windowDays, stepWindowDays, stages } = frame;
	const dated = frame.dataDate !== null;
	const none = { day: [], n: [] };
	const known = dated
		? counts
		: {
				...counts,
				stages: counts.stages.map((each) => ({ ...each, sinceEntry: none, sincePrevious: none }))
			};
	const found = cohortFunnel(stages, known, { order, windowDays, stepWindowDays }, visits);
	const nobody = !found.measured && found.reason === 'no-leads';
	return nobody ? notMeasured('no-leads-selected') : found;
}

export function leftOutOf({ immature, beforeEntry, undated, later }: ReadCohort): FunnelLeftOut {
	return { immature, beforeEntry, undated, later };
}
