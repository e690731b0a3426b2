import type { CoursePlan } from './course-plan.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** The last stage before one at which a lead was seen, as its day or its time; NULL where there is none. */
export function lastBefore(prefix: 'w' | 'd' | 'day', stage: number): Sql {
	const before = Array.from({ length: stage }, (_, i) => raw(`${prefix}_${stage - 1 - i}`));
	if (before.length === 0) return raw('NULL');
	return before.length === 1 ? before[0] : sql`COALESCE(${list(before)})`;
}

/** Number of stages that were reached one after the other. */
export function inOrder(stages: number[]): Sql {
	const cases = stages.map((s) =>
		raw(`WHEN d_${s} IS NULL${s === 0 ? '' : ` OR d_${s} < d_${s - 1}`} THEN ${s}`)
	);
	return sql`CASE ${join(cases, ' ')} ELSE ${number(stages.length)} END`;
}

export function reversedOf(s: number, { dataDate }: CoursePlan): string {
	const before = Array.from({ length: s }, (_, j) => `d_${j} > d_${s}`);
	return dataDate === null || s === 0 ? '1 = 0' : `(${before.join(' OR ')})`;
}

/** Days since creation; those on the day of creation that have no hours count as 0. */
export function dayOf(at: Sql, { dataDate }: CoursePlan, dialect: Dialect): Sql {
	if (dataDate === null) return sql`CASE WHEN ${at} IS NULL THEN NULL ELSE 0.0 END`;
	const days = dialect.daysBetween(raw('created_at'), at);
	return sql`CASE WHEN ${at} < created_at AND ${at} >= entry_day THEN 0.0 ELSE ${days} END`;
}

/** The same of a time that is not before creation. */
export function dayWithin(at: Sql, plan: CoursePlan, dialect: Dialect): Sql {
	return plan.dataDate === null
		? dayOf(at, plan, dialect)
		: dialect.daysBetween(raw('created_at'), at);
}

export function number(value: number): Sql {
	return raw(String(value));
}

export function list(pieces: Sql[]): Sql {
	return join(pieces, ', ');
}

export function as(expression: Sql, name: string): Sql {
	return sql`${expression} AS ${raw(name)}`;
}
