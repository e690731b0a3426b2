import type { DayHistogram } from '#lib/domain/day-histogram.ts';
import { leadCourse, type CourseOptions, type LeadCourse, type LeadDates } from './lead-course.ts';

/** What a cohort's leads did at one stage. */
export interface StageCounts {
	reached: number;
	/** Got here and no further: lost by the end of the window. */
	dropped: number;
	/** Got here and no further, and not lost. */
	open: number;
	/** Reached, as a later stage was, without being seen here (`strict`: seen behind it, so the way ends before it). */
	skipped: number;
	/** Seen here before a stage that comes earlier. */
	reversed: number;
	/** Leads by whole days since creation, rounded up: day 1 is the first 24 hours. */
	sinceEntry: DayHistogram;
	/** The same since the last earlier stage at which the lead was seen; a step back is not in it. */
	sincePrevious: DayHistogram;
}

/** A cohort: leads created in a period. */
export interface CohortCounts {
	/** Leads whose window is over; the others are not in any count below. */
	leads: number;
	immature: number;
	/** Left out: a stage is dated before the creation. */
	beforeEntry: number;
	/** In the order of the funnel. */
	stages: StageCounts[];
}

/** Leads with the same dates. */
export interface CountedDates extends LeadDates {
	n: number;
}

/**
 * Counts leads by their ways through the stages, see `leadCourse`: what a query of aggregates has to deliver, and how
 * it can be checked.
 *
 * @param stages - number of stages
 * @throws Error where a lead has another number of stages
 * @example countCourses([{ reachedDay: [0, 4], lostDay: null, followedDays: 90, n: 7 }], 2, { order: 'any', windowDays: 60 }).stages[1].reached // 7
 */
export function countCourses(
	dates: CountedDates[],
	stages: number,
	options: CourseOptions
): CohortCounts {
	const counts = Array.from({ length: stages }, emptyStage);
	const all = { leads: 0, immature: 0, beforeEntry: 0 };
	for (const one of dates) {
		if (one.reachedDay.length !== stages) {
			throw new Error(`countCourses: ${one.reachedDay.length} stages of ${stages}`);
		}
		const course = leadCourse(one, options);
		if (course === 'immature') all.immature += one.n;
		else if (course === 'before-entry') all.beforeEntry += one.n;
		else {
			all.leads += one.n;
			addCourse(counts, course, one.n);
		}
	}
	return { ...all, stages: counts.map(finished) };
}

interface Counting extends Omit<StageCounts, 'sinceEntry' | 'sincePrevious'> {
	sinceEntry: Map<number, number>;
	sincePrevious: Map<number, number>;
}

function emptyStage(): Counting {
	const counts = { reached: 0, dropped: 0, open: 0, skipped: 0, reversed: 0 };
	return { ...counts, sinceEntry: new Map(), sincePrevious: new Map() };
}

function addCourse(counts: Counting[], course: LeadCourse, n: number): void {
	let last: number | null = null;
	counts.forEach((stage, s) => {
		if (course.skipped[s]) stage.skipped += n;
		if (course.reversed[s]) stage.reversed += n;
		if (s >= course.reached) return;
		stage.reached += n;
		const at = course.day[s];
		if (at === null) return;
		add(stage.sinceEntry, at, n);
		if (last !== null && at >= last) add(stage.sincePrevious, at - last, n);
		last = at;
	});
	const furthest = counts[course.reached - 1];
	if (furthest && course.end !== 'arrived') furthest[course.end] += n;
}

function add(histogram: Map<number, number>, days: number, n: number): void {
	const whole = Math.ceil(days);
	histogram.set(whole, (histogram.get(whole) ?? 0) + n);
}

function finished({ sinceEntry, sincePrevious, ...counts }: Counting): StageCounts {
	return { ...counts, sinceEntry: sorted(sinceEntry), sincePrevious: sorted(sincePrevious) };
}

function sorted(histogram: Map<number, number>): DayHistogram {
	const days = [...histogram].sort((a, b) => a[0] - b[0]);
	return { day: days.map(([day]) => day), n: days.map(([, n]) => n) };
}
