import { cumulativeIncidence } from '#lib/domain/funnel/cumulative-incidence.ts';
import type { FunnelMap, StageIncidence } from '#lib/domain/funnel/funnel-report.ts';
import { cohortMap } from '#lib/domain/funnel/cohort-map.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { readMonths } from '#lib/server/queries/funnel/read-months.ts';
import { readStageWaits } from '#lib/server/queries/funnel/read-stage-waits.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { USUAL_AGES } from './figure-desk.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { funnelParts } from './funnel-parts.ts';

/** Months the map shows: more would be too many marks for one picture. */
const MOST_MONTHS = 36;

/**
 * How many reached each later stage by age, followed for as long as the data goes.
 * @param asked - numbers of the stages
 * @returns not measured: `no-dated-outcome`, `too-few-stages`
 */
export async function funnelIncidence(
	of: FunnelDesk,
	asked = of.frame.stages.map((_, s) => s).slice(1)
): Promise<Measured<{ stages: StageIncidence[] }>> {
	const { stages, dataDate } = of.frame;
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (dataDate === null) return notMeasured('no-dated-outcome');
	const waits = await readStageWaits(of.desk.engine, of.openWays, asked);
	const own = waits.get('') ?? asked.map(() => ({ day: [], won: [], n: [] }));
	return {
		measured: true,
		stages: asked.map((s, i) => ({ stage: stages[s], incidence: cumulativeIncidence(own[i]) }))
	};
}

/**
 * The same of one stage by value of a column.
 * @returns not measured: those of `funnelIncidence` and `funnelParts`
 * @throws WorkbenchError `stage-unknown`
 */
export async function partedIncidence(
	of: FunnelDesk,
	stage: string,
	by: string,
	staff: boolean
): Promise<Measured<{ stages: StageIncidence[] }>> {
	const { stages, dataDate } = of.frame;
	const s = stageNumber(of, stage);
	if (dataDate === null) return notMeasured('no-dated-outcome');
	const parts = await funnelParts(of, by, staff);
	if (!parts.measured) return parts;
	const { values, rest } = parts;
	const waits = await readStageWaits(of.desk.engine, of.openWays, [s], parts.parts);
	const names = [...values.map(({ value }) => value), ...(rest.length > 0 ? [null] : [])];
	return {
		measured: true,
		stages: names.map((part, i) => {
			const [own] = waits.get(String(i)) ?? [{ day: [], won: [], n: [] }];
			return { stage: stages[s], part, incidence: cumulativeIncidence(own) };
		})
	};
}

/**
 * The cohort map of one stage: months of creation against ages.
 * @returns not measured: `no-dated-outcome`, `too-few-stages`, `no-leads`
 * @throws WorkbenchError `stage-unknown`
 */
export async function funnelMap(
	of: FunnelDesk,
	stage: string | null
): Promise<Measured<FunnelMap>> {
	const { stages, dataDate, windowDays } = of.frame;
	if (stages.length < 2) return notMeasured('too-few-stages', { stages: stages.length });
	if (dataDate === null || windowDays === null) return notMeasured('no-dated-outcome');
	const s = stage === null ? stages.length - 1 : stageNumber(of, stage);
	const months = await readMonths(of.desk.engine, of.openWays, s);
	if (months.length === 0) return notMeasured('no-leads');
	const longest = Math.max(...months.map(({ oldestFollowedDays }) => oldestFollowedDays));
	const ages = [...new Set([...USUAL_AGES, windowDays])].sort((a, b) => a - b);
	const agesDays = ages.filter((days) => days <= longest || days === ages[0]);
	const shown = months.slice(-MOST_MONTHS);
	return {
		measured: true,
		stage: stages[s],
		agesDays,
		rows: cohortMap(shown, agesDays),
		earlierMonths: months.length - shown.length
	};
}

/** @throws WorkbenchError `stage-unknown` */
export function stageNumber({ frame }: FunnelDesk, stage: string): number {
	const found = frame.stages.findIndex(({ id }) => id === stage);
	if (found >= 0) return found;
	const stages = frame.stages.map(({ id }) => id).join(', ');
	throw new WorkbenchError('stage-unknown', { stage, stages });
}
