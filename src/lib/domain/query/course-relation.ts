import type { CourseOptions } from '#lib/domain/funnel/lead-course.ts';
import type { Dialect } from './dialect.ts';
import { reachDay } from './funnel-reach.ts';
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
 * * the same in few whole numbers, which are counted several times faster: `way`, see `IN_WAY`; `skips` and `reversals`,
 *   the sums of 2^stage over the stages a counted lead skipped and reversed; `entry_0` … and `before_0` …: whole days,
 *   rounded up, from creation and from the last earlier stage at which the lead was seen, NULL where it was seen at this
 *   one earlier; `seen`: number of the furthest stage, from 1, at which it was ever seen, 0 for none; `lost_days` and
 *   `followed_days`: rounded down; `stood_days`: at the stage where it stands, rounded down, 0 where it stands at none
 * * days of a wait and whether it has ended in one number, twice the days and 1 where it has: `wait_0` …: to a stage, at
 *   least 1, or followed so far; `stay_0` …: from a stage to the next later one or the loss, NULL where it was not seen;
 *   `decision`: to the last stage or the loss; and `reach_0` …: whole days to a stage, rounded up, see `reachDay`
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
	const far = sql`SELECT *, ${list([
		as(furthestOf(stages, plan), 'furthest'),
		as(reachedOf(stages, plan), 'reached'),
		as(outsideOf(stages, plan), 'outside')
	])} FROM (${kept}) AS leads_kept`;
	const ended = sql`SELECT *, ${as(endOf(stages, plan), 'ending')}, ${as(strays(stages, plan), 'strayed')} FROM (${far}) AS leads_reached`;
	const last = Math.max(0, stages.length - 1);
	const whole = sql`SELECT *, ${list([
		as(raw(COURSE), 'course'),
		as(raw(ENDED), 'ended'),
		as(raw('CASE WHEN outside < 0 THEN outside ELSE reached * 3 + ending END'), 'way'),
		as(seenOf(stages, plan), 'seen'),
		...stages.flatMap((s) => ofStage(s, plan, dialect)),
		...leadColumns(plan, dialect)
	])}, CASE WHEN known_lost_at IS NULL AND ${raw(`at_${last}`)} IS NULL THEN ${furthest(stages, 'at', 0, 'NULL')} ELSE NULL END AS standing
	FROM (${ended}) AS ways`;
	const counted = sql`SELECT *, ${list([
		as(raw('CAST(floor(followed) AS INTEGER)'), 'followed_days'),
		...stages.map((s) => as(reachOf(s, stages, plan, dialect), `reach_${s}`)),
		...stages.map((s) => as(leftAt(s, stages, plan, dialect), `left_${s}`))
	])} FROM (${whole}) AS whole_ways`;
	return sql`(SELECT *, ${list([
		as(
			detours(stages, (s) => `d_${s} IS NULL AND furthest > ${s}`),
			'skips'
		),
		as(
			detours(stages, (s) => reversedOf(s, plan)),
			'reversals'
		),
		as(raw('CAST(floor(lost_day) AS INTEGER)'), 'lost_days'),
		as(stoodDays(stages, plan, dialect), 'stood_days'),
		as(decision(last), 'decision'),
		...stages.flatMap((s) => waitsOf(s, plan, dialect)),
		...stages.flatMap((s) => wholeDays(s, plan, dialect))
	])} FROM (${counted}) AS counted_ways)`;
}

/**
 * What `way` holds: for counted leads three times the number of stages reached plus how it ended (0 open, 1 dropped,
 * 2 arrived), for others one of the numbers below 0.
 */
export const IN_WAY = { immature: -1, beforeEntry: -2, undated: -3, later: -4 } as const;

/** Conditions over `way`. @example countedReached(1).texts // ['way >= 6'] */
export const COUNTED = raw('way >= 0');
export const IMMATURE = raw(`way = ${IN_WAY.immature}`);
export const NOT_LATER = raw(`way <> ${IN_WAY.later}`);
export const countedReached = (stage: number) => raw(`way >= ${3 * (stage + 1)}`);

const COURSE = `CASE WHEN outside = 0 THEN 'counted' WHEN outside = -1 THEN 'immature' WHEN outside = -2 THEN 'before-entry' WHEN outside = -3 THEN 'undated' ELSE 'later' END`;
const ENDED = `CASE WHEN ending = 2 THEN 'arrived' WHEN ending = 1 THEN 'dropped' ELSE 'open' END`;

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
export function known(
	at: Sql,
	{ dataDate, nothingLater = false }: Pick<CoursePlan, 'dataDate' | 'nothingLater'>
): Sql {
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
	return sql`CASE WHEN ${at} <= until THEN GREATEST(${at}, created_at) ELSE NULL END`;
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

/** Number of the furthest stage with a day since creation. */
function seenOf(stages: number[], { dataDate }: CoursePlan): Sql {
	const seen = furthest(stages, 'at', 1, '0');
	return dataDate === null ? seen : sql`CASE WHEN created_at IS NULL THEN 0 ELSE ${seen} END`;
}

function reachedOf(stages: number[], plan: CoursePlan): Sql {
	if (plan.order === 'any') return furthestOf(stages, plan);
	return inOrder(stages);
}

/** Number of stages that were reached one after the other. */
function inOrder(stages: number[]): Sql {
	const cases = stages.map((s) =>
		raw(`WHEN d_${s} IS NULL${s === 0 ? '' : ` OR d_${s} < d_${s - 1}`} THEN ${s}`)
	);
	return sql`CASE ${join(cases, ' ')} ELSE ${number(stages.length)} END`;
}

/** Why a lead is not counted, as `way` has it; 0 where it is. */
function outsideOf(stages: number[], { dataDate, windowDays }: CoursePlan): Sql {
	if (dataDate === null) return raw('0');
	const early = join(
		stages.map((s) => raw(`at_${s} < entry_day`)),
		' OR '
	);
	const now = timestamp(dataDate);
	const { immature, beforeEntry, undated, later } = IN_WAY;
	const young = windowDays === null ? raw('') : sql` WHEN until > ${now} THEN ${number(immature)}`;
	return sql`CASE WHEN created_at IS NULL THEN ${number(undated)} WHEN created_at > ${now} THEN ${number(later)}
	WHEN ${early} THEN ${number(beforeEntry)}${young} ELSE 0 END`;
}

function endOf(stages: number[], { dataDate }: CoursePlan): Sql {
	const lost = raw(dataDate === null ? 'known_lost_at IS NOT NULL' : 'known_lost_at <= until');
	return sql`CASE WHEN reached = ${number(stages.length)} THEN 2 WHEN ${lost} THEN 1 ELSE 0 END`;
}

function ofStage(s: number, plan: CoursePlan, dialect: Dialect): Sql[] {
	return [
		as(
			sql`CASE WHEN reached > ${raw(String(s))} THEN ${dayWithin(raw(`d_${s}`), plan, dialect)} ELSE NULL END`,
			`day_${s}`
		),
		as(dayOf(raw(`at_${s}`), plan, dialect), `seen_${s}`),
		as(raw(`CASE WHEN d_${s} IS NULL AND furthest > ${s} THEN 1 ELSE 0 END`), `skipped_${s}`),
		as(raw(`CASE WHEN ${reversedOf(s, plan)} THEN 1 ELSE 0 END`), `reversed_${s}`)
	];
}

function reversedOf(s: number, { dataDate }: CoursePlan): string {
	const before = Array.from({ length: s }, (_, j) => `d_${j} > d_${s}`);
	return dataDate === null || s === 0 ? '1 = 0' : `(${before.join(' OR ')})`;
}

/** Counted leads' stages of which something holds, as the sum of 2^stage. */
function detours(stages: number[], holds: (stage: number) => string): Sql {
	const bits = stages.map((s) => `CASE WHEN ${holds(s)} THEN ${2 ** s} ELSE 0 END`);
	return raw(`CASE WHEN strayed THEN ${['0', ...bits].join(' + ')} ELSE 0 END`);
}

/**
 * Whether a counted lead may have skipped or reversed a stage: most went from one to the next, and nothing more is asked of them.
 */
function strays(stages: number[], plan: CoursePlan): Sql {
	if (plan.dataDate === null) return raw('furthest > 1');
	return sql`outside = 0 AND CASE WHEN furthest > 1 THEN ${inOrder(stages)} <> furthest ELSE 1 = 0 END`;
}

/** Whole days from creation to a stage, and from the stage before it: worked out for those alone who reached it. */
function wholeDays(s: number, plan: CoursePlan, dialect: Dialect): Sql[] {
	const dated = plan.dataDate !== null;
	const [at, before] = dated
		? [raw(`d_${s}`), lastBefore('d', s)]
		: [raw(`day_${s}`), lastBefore('day', s)];
	const days = (time: Sql) => (dated ? dialect.daysBetween(raw('created_at'), time) : time);
	const reached = raw(`reached > ${s}`);
	const since = sql`CASE WHEN ${reached} AND ${at} >= ${before} THEN CAST(ceil(${days(at)} - ${days(before)}) AS INTEGER) ELSE NULL END`;
	return [
		as(
			sql`CASE WHEN ${reached} THEN CAST(ceil(${days(at)}) AS INTEGER) ELSE NULL END`,
			`entry_${s}`
		),
		as(s === 0 ? raw('CAST(NULL AS INTEGER)') : since, `before_${s}`)
	];
}

/** Whole days from creation to a stage, see `reachDay`; worked out for those alone who reached it. */
function reachOf(s: number, stages: number[], plan: CoursePlan, dialect: Dialect): Sql {
	const { order, dataDate } = plan;
	const later = stages.slice(s).map((each) => raw(`d_${each}`));
	const first = order === 'strict' ? raw(`d_${s}`) : dialect.least(later);
	const day =
		dataDate === null
			? reachDay(s, stages.length, order)
			: dialect.daysBetween(raw('created_at'), first);
	return sql`CASE WHEN reached > ${number(s)} THEN CAST(ceil(${day}) AS INTEGER) ELSE NULL END`;
}

/** When a lead went on from a stage or was lost. */
function leftAt(s: number, stages: number[], { dataDate }: CoursePlan, dialect: Dialect): Sql {
	const later = stages.slice(s + 1).map((each) => raw(`w_${each}`));
	return dataDate === null ? raw('NULL') : dialect.least([...later, raw('known_lost_at')]);
}

/** See `wait_0` and `stay_0` of `courseRelation`. */
function waitsOf(s: number, plan: CoursePlan, dialect: Dialect): Sql[] {
	const reach = raw(`CASE WHEN reach_${s} < 1 THEN 1 ELSE reach_${s} END`);
	const wait = sql`CASE WHEN ${reach} <= followed_days THEN ${reach} * 2 + 1 ELSE followed_days * 2 END`;
	const days = (to: string) => dialect.daysBetween(raw('created_at'), raw(`${to}_${s}`));
	const stay = sql`CASE WHEN ${raw(`w_${s} IS NULL`)} THEN NULL WHEN ${raw(`left_${s} IS NULL`)} THEN CAST(floor(followed - ${days('w')}) AS INTEGER) * 2
	WHEN ${raw(`left_${s} <= w_${s}`)} THEN 3 ELSE CAST(ceil(${days('left')} - ${days('w')}) AS INTEGER) * 2 + 1 END`;
	return [as(wait, `wait_${s}`), as(plan.dataDate === null ? raw('NULL') : stay, `stay_${s}`)];
}

/** More days than any lead has. */
const NEVER = '1e9';

function decision(last: number): Sql {
	const decided = `LEAST(COALESCE(seen_${last}, ${NEVER}), COALESCE(lost_day, ${NEVER}))`;
	return raw(`CASE WHEN seen_${last} IS NULL AND lost_day IS NULL THEN followed_days * 2 WHEN ${decided} < 1 THEN 3
		ELSE CAST(ceil(${decided}) AS INTEGER) * 2 + 1 END`);
}

function stoodDays(stages: number[], plan: CoursePlan, dialect: Dialect): Sql {
	const cases = stages.map((s) => {
		const day = dayOf(raw(`at_${s}`), plan, dialect);
		return sql`WHEN standing = ${number(s)} THEN CAST(floor(followed - ${day}) AS INTEGER)`;
	});
	return sql`CASE ${join(cases, ' ')} ELSE 0 END`;
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

/** The same of a time that is not before creation, see `inTime`. */
function dayWithin(at: Sql, plan: CoursePlan, dialect: Dialect): Sql {
	return plan.dataDate === null
		? dayOf(at, plan, dialect)
		: dialect.daysBetween(raw('created_at'), at);
}

/** Days since creation; those on the day of creation that have no hours count as 0. */
function dayOf(at: Sql, { dataDate }: CoursePlan, dialect: Dialect): Sql {
	if (dataDate === null) return sql`CASE WHEN ${at} IS NULL THEN NULL ELSE 0.0 END`;
	const days = dialect.daysBetween(raw('created_at'), at);
	return sql`CASE WHEN ${at} < created_at AND ${at} >= entry_day THEN 0.0 ELSE ${days} END`;
}

function number(value: number): Sql {
	return raw(String(value));
}

function list(pieces: Sql[]): Sql {
	return join(pieces, ', ');
}

function as(expression: Sql, name: string): Sql {
	return sql`${expression} AS ${raw(name)}`;
}
