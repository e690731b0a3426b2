import { denied, isComparison, type Condition } from '#lib/domain/scorecard/conditions.ts';
import { questionOf } from '#lib/domain/scorecard/question-of.ts';
import { ruleLevels, type RuleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import {
	highestState,
	isStepped,
	neverMissing,
	type Rule
} from '#lib/domain/scorecard/scorecard.ts';
import {
	asNumber,
	compared,
	constant,
	evaluated,
	isAmong,
	truth,
	whole,
	writtenAs,
	type FieldExpression,
	type FieldLookup
} from './condition-truth.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, type Sql } from './sql.ts';

export {
	asNumber,
	holds,
	truth,
	type FieldExpression,
	type FieldLookup
} from './condition-truth.ts';

/**
 * The field with what is left of a rule that decays, in parts (`FULL` make one event), NULL where the rule cannot be
 * evaluated: a column that `leadRelation` adds.
 */
export function partsField(rule: Rule): string {
	return `parts:${questionOf(rule)}`;
}

/**
 * The state of a rule as an integer expression: 0..k, and k + 1 for "not evaluable", times a place value.
 * The number of states is `stateCount(rule)`. The place value stands inside the cases: a multiplication less for every lead.
 */
export function ruleState(rule: Rule, lookup: FieldLookup, dialect: Dialect, place = 1): Sql {
	const missing = neverMissing(rule) ? null : whole((highestState(rule) + 1) * place);
	const levels = ruleLevels(rule);
	if (levels) return levelState(levels, lookup(partsField(rule)).expression, missing, place);
	if (!isStepped(rule)) return conditionState(rule, missing, lookup, dialect, place);
	const value = asNumber(lookup(rule.each.field), dialect);
	const { atMost } = rule.each;
	const steps = stepsBelow(rule.each, value);
	return sql`CASE ${unless(value, missing ?? raw('0'))}
		WHEN ${value} >= ${constant(fullAt(rule.each))} THEN ${whole(atMost * place)}
		WHEN ${value} < ${constant(beginsAt(rule.each))} THEN 0
		ELSE ${place === 1 ? steps : sql`${steps} * ${whole(place)}`} END`;
}

/** Steps of a stepped rule as an integer expression, NULL where the count is missing. */
export function stepsOf(each: StepsOf, lookup: FieldLookup, dialect: Dialect): Sql {
	const value = asNumber(lookup(each.field), dialect);
	return sql`CASE WHEN ${value} IS NULL THEN NULL ELSE ${stepsAt(each, value)} END`;
}

/** Steps that a count makes, as an integer expression. @param count - not NULL */
export function stepsAt(each: Omit<StepsOf, 'field'>, count: Sql): Sql {
	return sql`CASE WHEN ${count} >= ${constant(fullAt(each))} THEN ${whole(each.atMost)}
		WHEN ${count} < ${constant(beginsAt(each))} THEN 0 ELSE ${stepsBelow(each, count)} END`;
}

interface StepsOf {
	field: string;
	per: number;
	atMost: number;
	after?: number;
}

function fullAt({ per, atMost, after = 0 }: Omit<StepsOf, 'field'>): number {
	return after + atMost * per;
}

function beginsAt({ per, after = 0 }: Omit<StepsOf, 'field'>): number {
	return after + per;
}

function stepsBelow({ per, after = 0 }: Omit<StepsOf, 'field'>, value: Sql): Sql {
	const counted = after === 0 ? value : sql`(${value} - ${constant(after)})`;
	return sql`CAST(floor(${counted} / ${constant(per)}) AS INTEGER)`;
}

/** A rule that asks whether a text is one of some. */
export function namesTexts(rule: Rule, lookup: FieldLookup): boolean {
	if (isStepped(rule) || rule.decay || rule.missing === 'false') return false;
	const { when } = rule;
	if (!isComparison(when) || !['equals', 'one-of'].includes(when.operator)) return false;
	return lookup(when.field).type === 'text';
}

/**
 * The sum of the states of rules that name texts of one column, each times its place value: a text is looked for once, not
 * once a rule.
 *
 * @param rules - all on one text column, `equals` or `one-of`
 */
export function textStates(rules: { rule: Rule; place: number }[], field: FieldExpression): Sql {
	const sums = new Map<string, number>();
	for (const { rule, place } of rules) {
		const texts = textsNamed(rule).map((text) => field.meant?.(text) ?? text);
		for (const text of new Set(texts)) sums.set(text, (sums.get(text) ?? 0) + place);
	}
	const texts = new Map<number, string[]>();
	for (const [text, sum] of sums) texts.set(sum, [...(texts.get(sum) ?? []), text]);
	const all = rules.reduce((sum, { place }) => sum + place, 0);
	const value = field.expression;
	const cases = [...texts].map(([sum, named]) => {
		const test = isAmong(value, named.map(writtenAs(field)));
		return sql`WHEN ${test} THEN ${whole(sum)}`;
	});
	return sql`CASE WHEN ${value} IS NULL THEN ${whole(2 * all)} ${join(cases, ' ')} ELSE 0 END`;
}

function textsNamed(rule: Rule): string[] {
	if (isStepped(rule) || !isComparison(rule.when)) return [];
	if (rule.when.operator === 'equals') return [String(rule.when.value)];
	return rule.when.operator === 'one-of' ? rule.when.values.map(String) : [];
}

/** How many states `ruleState` distinguishes, "not evaluable" among them. */
export function stateCount(rule: Rule): number {
	return highestState(rule) + (neverMissing(rule) ? 1 : 2);
}

function conditionState(
	{ when, missing: mode }: Extract<Rule, { when: Condition }>,
	missing: Sql | null,
	lookup: FieldLookup,
	dialect: Dialect,
	place: number
): Sql {
	if (!isComparison(when)) {
		const test = truth(when, lookup, dialect, mode);
		const unknown = missing === null ? [] : [sql`WHEN ${test} IS NULL THEN ${missing}`];
		return sql`CASE WHEN ${test} THEN ${whole(place)} ${join(unknown, ' ')} ELSE 0 END`;
	}
	const value = evaluated(when, lookup, dialect);
	const positive = denied(when);
	if (!positive) {
		return sql`CASE ${unless(value, missing)} WHEN ${compared(when, lookup, dialect)} THEN ${whole(place)} ELSE 0 END`;
	}
	const unknown = missing ?? raw('0');
	return sql`CASE WHEN ${value} IS NULL THEN ${unknown} WHEN ${compared(positive, lookup, dialect)} THEN 0 ELSE ${whole(place)} END`;
}

function unless(value: Sql, missing: Sql | null): Sql {
	return missing === null ? raw('') : sql`WHEN ${value} IS NULL THEN ${missing}`;
}

/** The level that so many parts are; NULL is "not evaluable", or 0 where the rule always is. */
function levelState(levels: RuleLevels, found: Sql, missing: Sql | null, place: number): Sql {
	const { parts, step, values } = levels;
	const unknown = sql`WHEN ${found} IS NULL THEN ${missing ?? raw('0')}`;
	if (parts) {
		const cases = parts
			.map((least, state) => sql`WHEN ${found} >= ${whole(least)} THEN ${whole(state * place)}`)
			.slice(1)
			.reverse();
		return sql`CASE ${unknown} ${join(cases, ' ')} ELSE 0 END`;
	}
	const highest = values.length - 1;
	const nearest = sql`CAST(floor(CAST(${found} AS DOUBLE) / CAST(${step} AS DOUBLE) + 0.5) AS INTEGER)`;
	return sql`CASE ${unknown} WHEN ${found} <= 0 THEN 0
		WHEN ${nearest} >= ${whole(highest)} THEN ${whole(highest * place)}
		WHEN ${nearest} < 1 THEN ${whole(place)} ELSE ${nearest} * ${whole(place)} END`;
}
