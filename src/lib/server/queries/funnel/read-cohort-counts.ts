import type { DayHistogram } from '#lib/domain/day-histogram.ts';
import type { CohortCounts, StageCounts } from '#lib/domain/funnel/count-courses.ts';
import { funnelCountsQuery, type CountedWays } from '#lib/domain/query/funnel-counts-query.ts';
import { daysColumns, funnelDaysQuery } from '#lib/domain/query/funnel-days-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine } from '#lib/server/engine/engine.ts';

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
 * @param withDays - also the histograms of days, which cost more than the counts
 */
export async function readCohortCounts(
	engine: Engine,
	ways: CountedWays,
	part?: Sql,
	withDays = true
): Promise<Map<string, ReadCohort>> {
	const cohorts = new Map<string, ReadCohort>();
	const cohortOf = (name: string) => {
		const found = cohorts.get(name) ?? emptyCohort(ways.stages);
		cohorts.set(name, found);
		return found;
	};
	addCounts(await engine.run(parameterized(funnelCountsQuery(ways, part))), cohortOf);
	if (withDays && ways.stages > 0) {
		addDays(await engine.run(parameterized(funnelDaysQuery(ways, part))), ways, cohortOf);
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

function addCounts(result: Columns, cohortOf: (part: string) => ReadCohort): void {
	const [part, course, ended] = ['part', 'course', 'ended'].map((name) => textsOf(result, name));
	const [reached, n] = ['reached', 'n'].map((name) => numbersOf(result, name));
	const sums = (name: string, s: number) => numbersOf(result, `${name}_${s}`);
	for (let row = 0; row < result.length; row++) {
		const cohort = cohortOf(part[row] ?? '');
		if (course[row] !== 'counted') {
			cohort[leftOut(course[row])] += n[row];
			continue;
		}
		cohort.leads += n[row];
		cohort.stages.forEach((stage, s) => {
			if (s < reached[row]) stage.reached += n[row];
			stage.skipped += sums('skipped', s)[row];
			stage.reversed += sums('reversed', s)[row];
		});
		const furthest = cohort.stages[reached[row] - 1];
		if (furthest && ended[row] === 'dropped') furthest.dropped += n[row];
		if (furthest && ended[row] === 'open') furthest.open += n[row];
	}
}

function leftOut(course: string | null): 'immature' | 'beforeEntry' | 'undated' | 'later' {
	switch (course) {
		case 'immature':
		case 'undated':
		case 'later':
			return course;
		case 'before-entry':
			return 'beforeEntry';
		default:
			throw new Error(`cohort: ${course} is no course`);
	}
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
