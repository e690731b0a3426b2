import type { CourseOptions } from '#lib/domain/funnel/lead-course.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** When a lead reached the stages of a funnel, and how its way is to be read. */
export interface CoursePlan extends CourseOptions {
	/** First time at each stage, in the order of the funnel, as expressions over the leads; NULL where it was not seen there. */
	stageTimes: Sql[];
	/** When the lead was lost or rejected, an expression. */
	lostAt: Sql;
	/** ISO 8601 UTC: later events are not known yet. Null: nothing has a date, see `courseRelation`. */
	dataDate: string | null;
	/** Nothing in the data is later than the data date; looking for it costs a third of a query. */
	nothingLater?: boolean;
}

/**
 * Leads with their ways through the stages, a row a lead: the definition of `leadCourse` as SQL. Beside the columns of the
 * leads it has
 *
 * * `course`: `counted`, `immature` (its window still runs), `before-entry` (a stage is dated before its creation),
 *   `undated` (it has no creation date) or `later` (created after the data date)
 * * `reached`: stages reached, 0 to their number; `ended`: `arrived`, `dropped` or `open`
 * * `day_0` …: days since creation on which each stage was reached, NULL where it was not or was not seen;
 *   `skipped_0`, `reversed_0` …: 0 or 1
 * * `seen_0` …: days since creation of each stage, whatever the window and the order; `at_0` …: the times
 * * `lost_day`; `followed`: days from creation to the data date; `month`: years x 12 + month of creation - 1
 * * `standing`: for leads neither lost nor at the last stage the furthest stage at which it was seen, from 0, else NULL
 *
 * A stage dated on the day of creation counts as reached at creation: many files have days without hours. Where nothing
 * has a date, stage times are taken for flags (NULL or not), every lead counts and all days are 0.
 */
export function courseRelation(table: Sql, plan: CoursePlan, dialect: Dialect): Sql {
	const stages = plan.stageTimes.map((_, s) => s);
	const times = plan.stageTimes.map((at, s) => as(known(at, plan), `at_${s}`));
	const bounds = plan.dataDate === null ? [] : boundsOf(plan, plan.dataDate, dialect);
	const timed = sql`SELECT *, ${list([...times, as(known(plan.lostAt, plan), 'known_lost_at'), ...bounds])} FROM ${table} AS leads`;
	const within = sql`SELECT *, ${list(stages.map((s) => as(inTime(s, plan), `w_${s}`)))} FROM (${timed}) AS timed_leads`;
	const kept = sql`SELECT *, ${list(stages.map((s) => as(inStep(s, plan, dialect), `d_${s}`)))} FROM (${within}) AS leads_within`;
	const far = sql`SELECT *, ${as(furthestOf(stages, plan), 'furthest')}, ${as(reachedOf(stages, plan), 'reached')} FROM (${kept}) AS leads_kept`;
	const last = Math.max(0, stages.length - 1);
	return sql`(SELECT *, ${list([
		as(courseOf(stages, plan), 'course'),
		as(endOf(stages, plan), 'ended'),
		...stages.flatMap((s) => ofStage(s, plan, dialect)),
		...leadColumns(plan, dialect)
	])}, CASE WHEN known_lost_at IS NULL AND ${raw(`at_${last}`)} IS NULL THEN ${furthest(stages, 'at', 0, 'NULL')} ELSE NULL END AS standing
	FROM (${far}) AS ways)`;
}

/** Names of the columns of a stage. */
export const dayColumn = (stage: number) => raw(`day_${stage}`);
export const seenColumn = (stage: number) => raw(`seen_${stage}`);

/** Number of a month as `month` has it. @example monthNumber('2026-03') // 24314 */
export function monthNumber(month: string): number {
	const [year, number] = month.split('-').map(Number);
	return year * 12 + number - 1;
}

/** @example monthText(24314) // '2026-03' */
export function monthText(number: number): string {
	const year = String(Math.floor(number / 12)).padStart(4, '0');
	return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** A time nobody knew of at the data date is none. */
function known(at: Sql, { dataDate, nothingLater = false }: CoursePlan): Sql {
	return dataDate === null || nothingLater
		? at
		: sql`CASE WHEN ${at} <= ${timestamp(dataDate)} THEN ${at} ELSE NULL END`;
}

/** When the window of a lead ends, and the day it was created on. */
function boundsOf({ windowDays }: CoursePlan, dataDate: string, dialect: Dialect): Sql[] {
	const created = raw('created_at');
	const until = windowDays === null ? timestamp(dataDate) : dialect.addDays(created, windowDays);
	return [as(until, 'until'), as(dialect.startOfDay(created), 'entry_day')];
}

/** The time of a stage if it was reached within the window; not before creation. */
function inTime(s: number, { dataDate }: CoursePlan): Sql {
	const at = raw(`at_${s}`);
	if (dataDate === null) return at;
	return sql`CASE WHEN ${at} <= until THEN CASE WHEN ${at} < created_at THEN created_at ELSE ${at} END ELSE NULL END`;
}

/** Takes a stage reached too late after the one before it away, and all behind it. */
function inStep(s: number, { stepWindowDays = [], dataDate }: CoursePlan, dialect: Dialect): Sql {
	const cuts = Array.from({ length: s + 1 }, (_, j) => j).flatMap((j) => {
		const limit = stepWindowDays[j] ?? null;
		if (limit === null || j === 0 || dataDate === null) return [];
		return [sql`COALESCE(${raw(`w_${j}`)} > ${dialect.addDays(lastBefore('w', j), limit)}, 1 = 0)`];
	});
	if (cuts.length === 0) return raw(`w_${s}`);
	return sql`CASE WHEN ${join(cuts, ' OR ')} THEN NULL ELSE ${raw(`w_${s}`)} END`;
}

/** The last stage before one at which a lead was seen, as its day or its time; NULL where there is none. */
export function lastBefore(prefix: 'w' | 'd' | 'day', stage: number): Sql {
	const before = Array.from({ length: stage }, (_, i) => raw(`${prefix}_${stage - 1 - i}`));
	if (before.length === 0) return raw('NULL');
	return before.length === 1 ? before[0] : sql`COALESCE(${list(before)})`;
}

/** Number of stages up to the last one reached. Without limits of single steps the times say it by themselves, in half the time. */
function furthestOf(stages: number[], plan: CoursePlan): Sql {
	const limited = plan.stepWindowDays?.some((days) => days !== null) ?? false;
	if (limited || plan.dataDate === null) return furthest(stages, 'd', 1, '0');
	const cases = stages.toReversed().map((s) => raw(`WHEN at_${s} <= until THEN ${s + 1}`));
	return sql`CASE ${join(cases, ' ')} ELSE 0 END`;
}

/** Number of the last stage that is there, counted from `from`. */
function furthest(stages: number[], prefix: 'd' | 'at', from: number, none: string): Sql {
	const cases = stages
		.toReversed()
		.map((s) => raw(`WHEN ${prefix}_${s} IS NOT NULL THEN ${s + from}`));
	return sql`CASE ${join(cases, ' ')} ELSE ${raw(none)} END`;
}

function reachedOf(stages: number[], plan: CoursePlan): Sql {
	if (plan.order === 'any') return furthestOf(stages, plan);
	const cases = stages.map((s) =>
		raw(`WHEN d_${s} IS NULL${s === 0 ? '' : ` OR d_${s} < d_${s - 1}`} THEN ${s}`)
	);
	return sql`CASE ${join(cases, ' ')} ELSE ${raw(String(stages.length))} END`;
}

function courseOf(stages: number[], { dataDate, windowDays }: CoursePlan): Sql {
	if (dataDate === null) return raw(`'counted'`);
	const early = join(
		stages.map((s) => raw(`at_${s} < entry_day`)),
		' OR '
	);
	const now = timestamp(dataDate);
	const immature = windowDays === null ? raw('') : sql` WHEN until > ${now} THEN 'immature'`;
	return sql`CASE WHEN created_at IS NULL THEN 'undated' WHEN created_at > ${now} THEN 'later'
	WHEN ${early} THEN 'before-entry'${immature} ELSE 'counted' END`;
}

function endOf(stages: number[], { dataDate }: CoursePlan): Sql {
	const lost = raw(dataDate === null ? 'known_lost_at IS NOT NULL' : 'known_lost_at <= until');
	return sql`CASE WHEN reached = ${raw(String(stages.length))} THEN 'arrived' WHEN ${lost} THEN 'dropped' ELSE 'open' END`;
}

function ofStage(s: number, plan: CoursePlan, dialect: Dialect): Sql[] {
	const before = Array.from({ length: s }, (_, j) => raw(`d_${j} > d_${s}`));
	const reversed = plan.dataDate === null || s === 0 ? raw('1 = 0') : join(before, ' OR ');
	return [
		as(
			sql`CASE WHEN reached > ${raw(String(s))} THEN ${dayOf(raw(`d_${s}`), plan, dialect)} ELSE NULL END`,
			`day_${s}`
		),
		as(dayOf(raw(`at_${s}`), plan, dialect), `seen_${s}`),
		as(raw(`CASE WHEN d_${s} IS NULL AND furthest > ${s} THEN 1 ELSE 0 END`), `skipped_${s}`),
		as(sql`CASE WHEN ${reversed} THEN 1 ELSE 0 END`, `reversed_${s}`)
	];
}

function leadColumns(plan: CoursePlan, dialect: Dialect): Sql[] {
	const { dataDate } = plan;
	const month = raw('EXTRACT(YEAR FROM created_at) * 12 + EXTRACT(MONTH FROM created_at) - 1');
	const created = raw('created_at');
	return [
		as(dayOf(raw('known_lost_at'), plan, dialect), 'lost_day'),
		as(
			dataDate === null ? raw('0.0') : dialect.daysBetween(created, timestamp(dataDate)),
			'followed'
		),
		as(sql`CAST(${month} AS INTEGER)`, 'month')
	];
}

/** Days since creation; those on the day of creation that have no hours count as 0. */
function dayOf(at: Sql, { dataDate }: CoursePlan, dialect: Dialect): Sql {
	if (dataDate === null) return sql`CASE WHEN ${at} IS NULL THEN NULL ELSE 0.0 END`;
	const days = dialect.daysBetween(raw('created_at'), at);
	return sql`CASE WHEN ${at} < created_at AND ${at} >= entry_day THEN 0.0 ELSE ${days} END`;
}

function list(pieces: Sql[]): Sql {
	return join(pieces, ', ');
}

function as(expression: Sql, name: string): Sql {
	return sql`${expression} AS ${raw(name)}`;
}
