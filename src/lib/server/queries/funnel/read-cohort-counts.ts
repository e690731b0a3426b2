import type { DayHistogram } from '#lib/domain/day-histogram.ts';
import type { CohortCounts, StageCounts } from '#lib/domain/funnel/count-courses.ts';
import { IN_WAY } from '#lib/domain/query/course-way.ts';
import {
	funnelCountsQuery,
	funnelDetoursQuery,
	type CountedWays,
	type LeadParts
} from '#lib/domain/query/funnel-counts-query.ts';
import { daysColumns, funnelDaysQuery } from '#lib/domain/query/funnel-days-query.ts';
import { raw, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

/** A cohort, and leads that are in none: without a creation date, or created after the data date. */
export interface ReadCohort extends CohortCounts {
	undated: number;
	later: number;
}

/** What a query counts of leads that are not there. */
export function emptyCohort(stages: number): ReadCohort {
	const none = { leads: 0, immature: 0, beforeEntry: 0, undated: 0, later: 0 };
	return { ...none, stages: Array.from({ length: stages }, emptyStage) };
}

/**
 * Cohorts by part, as `countCourses` would count them lead by lead; without a part one whose name is empty.
 *
 * @param part - a text that is never NULL, or a column and the part of its values
 * @param withDays - also the histograms of days, which cost more than the counts
 */
export async function readCohortCounts(
	engine: Engine,
	ways: ReadWays,
	part?: Sql | LeadParts,
	withDays = true
): Promise<Map<string, ReadCohort>> {
	const cohorts = new Map<string, ReadCohort>();
	const cohortOf = (name: string) => {
		const found = cohorts.get(name) ?? emptyCohort(ways.stages);
		cohorts.set(name, found);
		return found;
	};
	const parts = part && 'texts' in part ? { key: part, name: raw('part_key') } : part;
	const run = (query: (now: CountedWays) => Sql) => runOnWays(engine, ways, query);
	addCounts(await run((now) => funnelCountsQuery(now, parts)), cohortOf);
	addDetours(await run((now) => funnelDetoursQuery(now, parts)), cohortOf);
	if (withDays && ways.stages > 0) {
		addDays(await run((now) => funnelDaysQuery(now, parts)), ways, cohortOf);
		if (ways.fromCreation) fromCreation([...cohorts.values()]);
	}
	for (const { stages } of cohorts.values()) {
		for (const stage of stages) {
			stage.sinceEntry = sorted(stage.sinceEntry);
			stage.sincePrevious = sorted(stage.sincePrevious);
		}
	}
	return cohorts;
}

function emptyStage(): StageCounts {
	const counts = { reached: 0, dropped: 0, open: 0, skipped: 0, reversed: 0 };
	return { ...counts, sinceEntry: { day: [], n: [] }, sincePrevious: { day: [], n: [] } };
}

const LEFT_OUT = {
	[IN_WAY.immature]: 'immature',
	[IN_WAY.beforeEntry]: 'beforeEntry',
	[IN_WAY.undated]: 'undated',
	[IN_WAY.later]: 'later'
} as const;

/** See `IN_WAY`. */
function addCounts(result: Columns, cohortOf: (part: string) => ReadCohort): void {
	const part = textsOf(result, 'part');
	const [ways, n] = ['way', 'n'].map((name) => numbersOf(result, name));
	ways.forEach((way, row) => {
		const cohort = cohortOf(part[row] ?? '');
		if (way < 0) {
			cohort[LEFT_OUT[way as keyof typeof LEFT_OUT]] += n[row];
			return;
		}
		const [reached, ending] = [Math.floor(way / 3), way % 3];
		cohort.leads += n[row];
		cohort.stages.forEach((stage, s) => {
			if (s < reached) stage.reached += n[row];
		});
		const furthest = cohort.stages[reached - 1];
		if (furthest && ending === 0) furthest.open += n[row];
		if (furthest && ending === 1) furthest.dropped += n[row];
	});
}

function addDetours(result: Columns, cohortOf: (part: string) => ReadCohort): void {
	const part = textsOf(result, 'part');
	const [skips, reversals, n] = ['skips', 'reversals', 'n'].map((name) => numbersOf(result, name));
	n.forEach((leads, row) => {
		cohortOf(part[row] ?? '').stages.forEach((stage, s) => {
			if (Math.floor(skips[row] / 2 ** s) % 2 === 1) stage.skipped += leads;
			if (Math.floor(reversals[row] / 2 ** s) % 2 === 1) stage.reversed += leads;
		});
	});
}

function addDays(result: Columns, ways: CountedWays, cohortOf: (part: string) => ReadCohort): void {
	const part = textsOf(result, 'part');
	const n = numbersOf(result, 'n');
	for (const name of daysColumns(ways)) {
		const [kind, stage] = name.split('_');
		numbersOrNull(result, name).forEach((day, row) => {
			if (day === null) return;
			const counts = cohortOf(part[row] ?? '').stages[Number(stage)];
			push(kind === 'entry' ? counts.sinceEntry : counts.sincePrevious, day, n[row]);
		});
	}
}

/** Every lead of a funnel that begins with the creation is at its first stage on day 0. */
function fromCreation(cohorts: ReadCohort[]): void {
	for (const { stages } of cohorts) {
		const [first, second] = stages;
		if (first.reached > 0) first.sinceEntry = { day: [0], n: [first.reached] };
		if (second) second.sincePrevious = second.sinceEntry;
	}
}

function push({ day, n }: DayHistogram, atDay: number, leads: number): void {
	(day as number[]).push(atDay);
	(n as number[]).push(leads);
}

function sorted({ day, n }: DayHistogram): DayHistogram {
	const rows = Array.from(day, (_, i) => i).sort((i, j) => day[i] - day[j]);
	return { day: rows.map((i) => day[i]), n: rows.map((i) => n[i]) };
}
