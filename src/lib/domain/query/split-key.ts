import type { Dialect } from './dialect.ts';
import { decisionTime, type LeadPlan } from './lead-status.ts';
import { raw, sql, type Sql } from './sql.ts';

/** How leads are put in order for the split (statistics 5). */
export type Ordering = 'time' | 'order' | 'random';

/**
 * The key by which earlier and later leads are told apart: the day of the decision, the order column, or a
 * seeded draw in [0, 1). Equal keys are never cut in two.
 */
export function splitKey(ordering: Ordering, plan: LeadPlan, seed: number, dialect: Dialect): Sql {
	if (ordering === 'time') return dialect.dayNumber(decisionTime(plan, dialect));
	if (ordering === 'order') return raw('order_key');
	return seededDraw(raw('unit_number'), seed);
}

const PRIME = 2147483647;

/**
 * A draw in [0, 1) that depends on a whole number and the seed alone, in integer arithmetic every engine has:
 * three rounds of a quadratic map modulo 2^31 - 1, each below 2^62.
 */
export function seededDraw(number: Sql, seed: number): Sql {
	const start = (Math.abs(Math.trunc(seed)) % 1_000_003) + 17;
	const whole = (value: number) => raw(`CAST(${value} AS BIGINT)`);
	const prime = whole(PRIME);
	const first = sql`((${number} + ${whole(start * 7919)}) * ${whole(48271)}) % ${prime}`;
	const second = sql`((${first}) * (${first}) + ${whole(start)} * ${number}) % ${prime}`;
	const third = sql`((${second}) * (${second}) + ${first}) % ${prime}`;
	return sql`(CAST(((${third}) * ${whole(69621)}) % ${prime} AS DOUBLE) / ${raw(`${PRIME}.0`)})`;
}

/** The same draw for one lead, in TypeScript. */
export function seededDrawOf(number: number, seed: number): number {
	const prime = BigInt(PRIME);
	const start = BigInt((Math.abs(Math.trunc(seed)) % 1_000_003) + 17);
	const n = BigInt(number);
	const first = ((n + start * 7919n) * 48271n) % prime;
	const second = (first * first + start * n) % prime;
	const third = (second * second + first) % prime;
	return Number((third * 69621n) % prime) / PRIME;
}
