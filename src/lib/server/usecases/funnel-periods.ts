import { comparePeriods } from '#lib/domain/funnel/compare-periods.ts';
import type { FunnelPeriods } from '#lib/domain/funnel/funnel-report.ts';
import { shiftedPeriod, type Period, type PeriodShift } from '#lib/domain/funnel/shifted-period.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { selectedLeads } from '#lib/domain/query/lead-selection.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import {
	emptyCohort,
	readCohortCounts,
	type ReadCohort
} from '#lib/server/queries/funnel/read-cohort-counts.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import type { ComparedWith } from './funnel-settings.ts';

const SHIFTS: Record<ComparedWith, PeriodShift> = {
	previous: { lengths: 1 },
	'before-previous': { lengths: 2 },
	'last-year': { years: 1 },
	'two-years': { years: 2 }
};

/**
 * The chosen period beside earlier ones, on leads old enough alone.
 *
 * @returns not measured: `no-period` where none with two ends is chosen, `no-dated-outcome`, `nothing-compared`
 */
export async function funnelPeriods(
	of: FunnelDesk,
	compare: ComparedWith[]
): Promise<Measured<FunnelPeriods>> {
	const { from, to, dataDate, stages } = of.frame;
	if (dataDate === null) return notMeasured('no-dated-outcome');
	if (compare.length === 0) return notMeasured('nothing-compared');
	if (from === null || to === null) return notMeasured('no-period');
	const chosen = { from, to };
	const others = compare.map((name) => ({ name, ...shiftedPeriod(chosen, SHIFTS[name]) }));
	const periods = [{ name: 'chosen', ...chosen }, ...others].filter(
		(each, i, all) => all.findIndex(({ from, to }) => from === each.from && to === each.to) === i
	);
	const counts: ReadCohort[] = [];
	for (const period of periods) counts.push(await countPeriod(of, period));
	return {
		measured: true,
		periods,
		stages: stages.slice(1).map((stage, s) => ({
			stage,
			periods: comparePeriods(
				periods.map(({ name }, i) => {
					const { leads, immature, stages: reached } = counts[i];
					return { period: name, leads, immature, wins: reached[s + 1].reached };
				})
			)
		}))
	};
}

async function countPeriod(of: FunnelDesk, { from, to }: Period): Promise<ReadCohort> {
	const { engine, settings, lookup } = of.desk;
	const selected = selectedLeads({ ...settings.selection, from, to }, lookup, duckdb);
	const cohorts = await readCohortCounts(engine, { ...of.ways, selected }, undefined, false);
	return cohorts.get('') ?? emptyCohort(of.frame.stages.length);
}
