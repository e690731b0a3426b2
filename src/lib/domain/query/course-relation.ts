import type { Dialect } from './dialect.ts';
import { courseNumbers } from './course-numbers.ts';
import {
	as,
	dayOf,
	dayWithin,
	inOrder,
	lastBefore,
	list,
	number,
	reversedOf
} from './course-parts.ts';
import { known, type CoursePlan } from './course-plan.ts';
import { IN_WAY } from './course-way.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

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
	return courseNumbers(whole, stages, plan, dialect);
}

const COURSE = `CASE WHEN outside = 0 THEN 'counted' WHEN outside = -1 THEN 'immature' WHEN outside = -2 THEN 'before-entry' WHEN outside = -3 THEN 'undated' ELSE 'later' END`;
const ENDED = `CASE WHEN ending = 2 THEN 'arrived' WHEN ending = 1 THEN 'dropped' ELSE 'open' END`;

/** Name of the column with the day of a stage. */
export const dayColumn = (stage: number) => raw(`day_${stage}`);

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

/**
 * Whether a counted lead may have skipped or reversed a stage: most went from one to the next, and nothing more is asked of them.
 */
function strays(stages: number[], plan: CoursePlan): Sql {
	if (plan.dataDate === null) return raw('furthest > 1');
	return sql`outside = 0 AND CASE WHEN furthest > 1 THEN ${inOrder(stages)} <> furthest ELSE 1 = 0 END`;
}
