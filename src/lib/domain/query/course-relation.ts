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
	const dated = seenLeads(table, plan, dialect);
	const within = sql`SELECT *, ${list(stages.map((s) => as(inWindow(s, plan), `w_${s}`)))} FROM (${dated}) AS seen_leads`;
	const kept = sql`SELECT *, ${list(stages.map((s) => as(inStep(s, plan), `d_${s}`)))} FROM (${within}) AS leads_within`;
	const far = sql`SELECT *, ${as(furthest(stages), 'furthest')}, ${as(unbroken(stages), 'unbroken')} FROM (${kept}) AS leads_kept`;
	const reached = plan.order === 'any' ? raw('furthest') : raw('unbroken');
	const way = sql`SELECT *, ${as(reached, 'reached')} FROM (${far}) AS leads_far`;
	return sql`(SELECT *, ${courseOf(stages, plan)} AS course, ${endOf(stages, plan)} AS ended,
	${list(stages.flatMap(outcomesOfStage))} FROM (${way}) AS ways)`;
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

function seenLeads(table: Sql, plan: CoursePlan, dialect: Dialect): Sql {
	const { stageTimes, lostAt, dataDate } = plan;
	const last = stageTimes.length - 1;
	const times = stageTimes.map((at, s) => as(known(at, dataDate), `at_${s}`));
	const months = raw('EXTRACT(YEAR FROM created_at) * 12 + EXTRACT(MONTH FROM created_at) - 1');
	const followed =
		dataDate === null ? raw('0.0') : dialect.daysBetween(raw('created_at'), timestamp(dataDate));
	const withTimes = sql`SELECT *, ${list(times)}, ${as(known(lostAt, dataDate), 'known_lost_at')} FROM ${table}`;
	const days = stageTimes.map((_, s) => as(dayOf(raw(`at_${s}`), plan, dialect), `seen_${s}`));
	const withDays = sql`SELECT *, ${list(days)}, ${as(dayOf(raw('known_lost_at'), plan, dialect), 'lost_day')},
	${as(followed, 'followed')}, ${as(sql`CAST(${months} AS INTEGER)`, 'month')} FROM (${withTimes}) AS timed_leads`;
	const standing = furthestSeen(stageTimes.map((_, s) => s));
	return sql`SELECT *, CASE WHEN lost_day IS NULL AND seen_${raw(String(Math.max(last, 0)))} IS NULL THEN ${standing} ELSE NULL END AS standing
	FROM (${withDays}) AS leads_with_days`;
}

/** A time nobody knew of at the data date is none. */
function known(at: Sql, dataDate: string | null): Sql {
	return dataDate === null
		? at
		: sql`CASE WHEN ${at} <= ${timestamp(dataDate)} THEN ${at} ELSE NULL END`;
}

function dayOf(at: Sql, { dataDate }: CoursePlan, dialect: Dialect): Sql {
	if (dataDate === null) return sql`CASE WHEN ${at} IS NULL THEN NULL ELSE 0.0 END`;
	const created = raw('created_at');
	const days = dialect.daysBetween(created, at);
	const sameDay = sql`${dialect.dayNumber(at)} = ${dialect.dayNumber(created)}`;
	return sql`CASE WHEN ${at} < ${created} AND ${sameDay} THEN 0.0 ELSE ${days} END`;
}

function endDay({ windowDays }: CoursePlan): Sql {
	return windowDays === null ? raw('followed') : raw(number(windowDays));
}

function inWindow(s: number, plan: CoursePlan): Sql {
	if (plan.windowDays === null) return seenColumn(s);
	return sql`CASE WHEN ${seenColumn(s)} <= ${endDay(plan)} THEN ${seenColumn(s)} ELSE NULL END`;
}

/** Takes a stage reached too late after the one before it away, and all behind it. */
function inStep(s: number, { stepWindowDays = [] }: CoursePlan): Sql {
	const cuts = Array.from({ length: s + 1 }, (_, j) => j).flatMap((j) => {
		const limit = stepWindowDays[j] ?? null;
		if (limit === null || j === 0) return [];
		return [
			sql`COALESCE(w_${raw(String(j))} - ${lastBefore('w', j)} > ${raw(number(limit))}, 1 = 0)`
		];
	});
	if (cuts.length === 0) return raw(`w_${s}`);
	return sql`CASE WHEN ${join(cuts, ' OR ')} THEN NULL ELSE ${raw(`w_${s}`)} END`;
}

/** Day of the last stage before one at which a lead was seen; NULL where there is none. */
export function lastBefore(prefix: 'w' | 'd' | 'day', stage: number): Sql {
	const before = Array.from({ length: stage }, (_, i) => raw(`${prefix}_${stage - 1 - i}`));
	if (before.length === 0) return raw('NULL');
	return before.length === 1 ? before[0] : sql`COALESCE(${join(before, ', ')})`;
}

function furthest(stages: number[]): Sql {
	const cases = stages.toReversed().map((s) => raw(`WHEN d_${s} IS NOT NULL THEN ${s + 1}`));
	return sql`CASE ${join(cases, ' ')} ELSE 0 END`;
}

function furthestSeen(stages: number[]): Sql {
	const cases = stages.toReversed().map((s) => raw(`WHEN seen_${s} IS NOT NULL THEN ${s}`));
	return sql`CASE ${join(cases, ' ')} ELSE NULL END`;
}

function unbroken(stages: number[]): Sql {
	const cases = stages.map((s) =>
		raw(`WHEN d_${s} IS NULL${s === 0 ? '' : ` OR d_${s} < d_${s - 1}`} THEN ${s}`)
	);
	return sql`CASE ${join(cases, ' ')} ELSE ${raw(String(stages.length))} END`;
}

function courseOf(stages: number[], plan: CoursePlan): Sql {
	if (plan.dataDate === null) return raw(`'counted'`);
	const early = join(
		stages.map((s) => sql`${seenColumn(s)} < 0`),
		' OR '
	);
	const immature =
		plan.windowDays === null ? raw('') : sql` WHEN followed < ${endDay(plan)} THEN 'immature'`;
	return sql`CASE WHEN created_at IS NULL THEN 'undated' WHEN followed < 0 THEN 'later'
	WHEN ${early} THEN 'before-entry'${immature} ELSE 'counted' END`;
}

function endOf(stages: number[], plan: CoursePlan): Sql {
	return sql`CASE WHEN reached = ${raw(String(stages.length))} THEN 'arrived' WHEN lost_day <= ${endDay(plan)} THEN 'dropped' ELSE 'open' END`;
}

function outcomesOfStage(s: number): Sql[] {
	const before = Array.from({ length: s }, (_, j) => raw(`d_${j} > d_${s}`));
	const reversed = before.length === 0 ? raw('1 = 0') : join(before, ' OR ');
	return [
		sql`CASE WHEN reached > ${raw(String(s))} THEN d_${raw(String(s))} ELSE NULL END AS day_${raw(String(s))}`,
		sql`CASE WHEN d_${raw(String(s))} IS NULL AND furthest > ${raw(String(s))} THEN 1 ELSE 0 END AS skipped_${raw(String(s))}`,
		sql`CASE WHEN ${reversed} THEN 1 ELSE 0 END AS reversed_${raw(String(s))}`
	];
}

function list(pieces: Sql[]): Sql {
	return join(pieces, ', ');
}

function as(expression: Sql, name: string): Sql {
	return sql`${expression} AS ${raw(name)}`;
}

function number(value: number): string {
	if (!Number.isFinite(value)) throw new Error(`courseRelation: ${value} days`);
	return String(value);
}
