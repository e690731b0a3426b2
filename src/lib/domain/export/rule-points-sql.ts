import { decayParts } from '#lib/domain/query/decay-parts.ts';
import type { Dialect } from '#lib/domain/query/dialect.ts';
import { asNumber, stepsOf, truth, type FieldLookup } from '#lib/domain/query/rule-state.ts';
import { sql, type Sql } from '#lib/domain/query/sql.ts';
import { FULL } from '#lib/domain/scorecard/decay.ts';
import { decaysPerTouch } from '#lib/domain/scorecard/rule-levels.ts';
import { isStepped, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import { cappedSql } from './capped-sql.ts';

/**
 * The column an exported query expects for a rule whose touches wear off one by one: what is left of them in whole events.
 * @example eventsLeftColumn({ id: 'opens', … }) // 'left:opens'
 */
export function eventsLeftColumn({ id }: Pick<Rule, 'id'>): string {
	return `left:${id}`;
}

/**
 * The points a rule gives, 0 where it does not fire or cannot be evaluated, whatever its bounds; NULL instead of 0 where
 * `unfired` says so.
 */
export function rulePointsSql(
	rule: Rule,
	lookup: FieldLookup,
	dialect: Dialect,
	unfired: Sql
): Sql {
	if (!rule.decay && !isStepped(rule)) {
		const points = Math.min(
			rule.cap?.max ?? Infinity,
			Math.max(rule.cap?.min ?? -Infinity, rule.points)
		);
		return sql`CASE WHEN ${truth(rule.when, lookup, dialect, rule.missing)} THEN ${points} ELSE ${unfired} END`;
	}
	const events = eventsOf(rule, lookup, dialect);
	return sql`CASE WHEN ${events} > 0 THEN ${cappedSql(sql`(${rule.points} * ${events})`, rule.cap)} ELSE ${unfired} END`;
}

/** What a rule counts, in whole events; 0 or NULL where it gives nothing. */
function eventsOf(rule: Rule, lookup: FieldLookup, dialect: Dialect): Sql {
	if (decaysPerTouch(rule)) return lookup(eventsLeftColumn(rule)).expression;
	const counted = isStepped(rule)
		? stepsOf(rule.each, lookup, dialect)
		: sql`CASE WHEN ${truth(rule.when, lookup, dialect, rule.missing)} THEN 1 ELSE 0 END`;
	if (!rule.decay?.age) return sql`(${counted})`;
	const age = asNumber(lookup(rule.decay.age), dialect);
	const left = sql`CASE WHEN ${age} IS NULL THEN 0 ELSE ${decayParts(rule.decay, sql`floor(${age})`)} END`;
	return sql`((${counted}) * (${left}) / CAST(${FULL} AS DOUBLE))`;
}
