import {
	highestState,
	isStepped,
	type Condition,
	type Rule
} from '#lib/domain/scorecard/scorecard.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Where a column of the lead file is found in a query, and as what. */
export interface FieldExpression {
	expression: Sql;
	type: 'text' | 'number' | 'timestamp';
	/** How a text is written so that comparing it with the expression is fastest; default: as it is. */
	constant?: (text: string) => Sql;
}

/** Looks a field of the scorecard up; throws if the data has no such column (checked before, see `unknownFields`). */
export type FieldLookup = (field: string) => FieldExpression;

/**
 * The state of a rule as an integer expression: 0..k, and k + 1 for "not evaluable", times a place value.
 * The number of states is `stateCount(rule)`. The place value stands inside the cases: a multiplication less for every lead.
 */
export function ruleState(rule: Rule, lookup: FieldLookup, dialect: Dialect, place = 1): Sql {
	if (!isStepped(rule)) return conditionState(rule.when, lookup, dialect, place);
	const { per, atMost } = rule.each;
	const value = asNumber(lookup(rule.each.field), dialect);
	const steps = sql`CAST(floor(${value} / ${constant(per)}) AS INTEGER)`;
	return sql`CASE WHEN ${value} IS NULL THEN ${whole((atMost + 1) * place)}
		WHEN ${value} >= ${constant(atMost * per)} THEN ${whole(atMost * place)}
		WHEN ${value} < ${constant(per)} THEN 0
		ELSE ${place === 1 ? steps : sql`${steps} * ${whole(place)}`} END`;
}

/** A rule that asks whether a text is one of some. */
export function namesTexts(rule: Rule, lookup: FieldLookup): boolean {
	if (isStepped(rule) || !['equals', 'one-of'].includes(rule.when.operator)) return false;
	return lookup(rule.when.field).type === 'text';
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
		for (const text of new Set(textsNamed(rule))) sums.set(text, (sums.get(text) ?? 0) + place);
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
	if (isStepped(rule)) return [];
	if (rule.when.operator === 'equals') return [String(rule.when.value)];
	return rule.when.operator === 'one-of' ? rule.when.values.map(String) : [];
}

/** How many states `ruleState` distinguishes, "not evaluable" among them. */
export function stateCount(rule: Rule): number {
	return highestState(rule) + (neverMissing(rule) ? 1 : 2);
}

/** True where the condition holds; NULL or false where it does not or cannot be evaluated. */
export function holds(condition: Condition, lookup: FieldLookup, dialect: Dialect): Sql {
	const field = lookup(condition.field);
	const value = field.expression;
	switch (condition.operator) {
		case 'is-set':
			return sql`${value} IS NOT NULL`;
		case 'is-missing':
			return sql`${value} IS NULL`;
		case 'contains':
			return dialect.contains(asText(field, dialect), condition.value);
		case 'equals':
			return oneOf(field, [condition.value], dialect);
		case 'one-of':
			return oneOf(field, condition.values, dialect);
		case 'between':
			return sql`(${asNumber(field, dialect)} >= ${constant(condition.from)} AND ${asNumber(field, dialect)} <= ${constant(condition.to)})`;
		case 'at-least':
			return sql`${asNumber(field, dialect)} >= ${constant(condition.value)}`;
		case 'at-most':
			return sql`${asNumber(field, dialect)} <= ${constant(condition.value)}`;
	}
}

function conditionState(
	condition: Condition,
	lookup: FieldLookup,
	dialect: Dialect,
	place: number
): Sql {
	const test = holds(condition, lookup, dialect);
	if (condition.operator === 'is-set' || condition.operator === 'is-missing') {
		return sql`CASE WHEN ${test} THEN ${whole(place)} ELSE 0 END`;
	}
	const field = lookup(condition.field);
	const needsNumber = ['between', 'at-least', 'at-most'].includes(condition.operator);
	const evaluable = needsNumber ? asNumber(field, dialect) : field.expression;
	return sql`CASE WHEN ${evaluable} IS NULL THEN ${whole(2 * place)} WHEN ${test} THEN ${whole(place)} ELSE 0 END`;
}

function neverMissing(rule: Rule): boolean {
	return !isStepped(rule) && ['is-set', 'is-missing'].includes(rule.when.operator);
}

/** Numbers are compared as numbers where the column holds numbers, everything else as text. */
function oneOf(field: FieldExpression, values: (string | number)[], dialect: Dialect): Sql {
	if (field.type !== 'number') {
		return isAmong(asText(field, dialect), values.map(String).map(writtenAs(field)));
	}
	const numbers = values.map(Number).filter(Number.isFinite);
	if (numbers.length === 0) return sql`(${field.expression} IS NULL AND 1 = 0)`;
	return isAmong(field.expression, numbers.map(constant));
}

function writtenAs(field: FieldExpression): (text: string) => Sql {
	const written = field.constant ?? ((text: string) => sql`${text}`);
	return (text) => written(text);
}

/** One value is compared directly, which engines do faster than looking it up in a list. */
function isAmong(expression: Sql, values: Sql[]): Sql {
	if (values.length === 1) return sql`${expression} = ${values[0]}`;
	return sql`${expression} IN (${join(values, ', ')})`;
}

function asNumber(field: FieldExpression, dialect: Dialect): Sql {
	return field.type === 'number' ? field.expression : dialect.toNumber(asText(field, dialect));
}

function asText(field: FieldExpression, dialect: Dialect): Sql {
	return field.type === 'text' ? field.expression : dialect.toText(field.expression);
}

/** Whole numbers stand in the text: as a bound double they would turn every whole number of the column into one. */
function constant(value: number): Sql {
	return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? whole(value) : sql`${value}`;
}

function whole(value: number): Sql {
	return raw(String(Math.trunc(value)));
}
