import { as, dayOf, lastBefore, list, number, reversedOf } from './course-parts.ts';
import type { CoursePlan } from './course-plan.ts';
import type { Dialect } from './dialect.ts';
import { reachDay } from './funnel-reach.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Ways with the whole numbers of `courseRelation` beside their days and times: they are counted several times faster.
 *
 * @param ways - a query
 * @param stages - their numbers
 */
export function courseNumbers(
	ways: Sql,
	stages: number[],
	plan: CoursePlan,
	dialect: Dialect
): Sql {
	const last = Math.max(0, stages.length - 1);
	const counted = sql`SELECT *, ${list([
		as(raw('CAST(floor(followed) AS INTEGER)'), 'followed_days'),
		...stages.map((s) => as(reachOf(s, stages, plan, dialect), `reach_${s}`)),
		...stages.map((s) => as(leftAt(s, stages, plan, dialect), `left_${s}`))
	])} FROM (${ways}) AS whole_ways`;
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

/** Counted leads' stages of which something holds, as the sum of 2^stage. */
function detours(stages: number[], holds: (stage: number) => string): Sql {
	const bits = stages.map((s) => `CASE WHEN ${holds(s)} THEN ${2 ** s} ELSE 0 END`);
	return raw(`CASE WHEN strayed THEN ${['0', ...bits].join(' + ')} ELSE 0 END`);
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
