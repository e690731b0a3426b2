import { FREE_MAIL_DOMAINS } from '#lib/domain/scorecard/email-kind.ts';
import {
	denied,
	isComparison,
	partsOf,
	type Comparison,
	type Condition
} from '#lib/domain/scorecard/conditions.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Where a column of the lead file is found in a query, and as what. */
export interface FieldExpression {
	expression: Sql;
	type: 'text' | 'number' | 'timestamp';
	/** How a text is written so that comparing it with the expression is fastest; default: as it is. */
	constant?: (text: string) => Sql;
	/** What a text is read as where spellings were merged; default: as it is. */
	meant?: (text: string) => string;
}

/** Looks a field of the scorecard up; throws if the data has no such column (checked before, see `unknownFields`). */
export type FieldLookup = (field: string) => FieldExpression;

/** True where the condition holds; NULL or false where it does not or cannot be evaluated. */
export function holds(condition: Condition, lookup: FieldLookup, dialect: Dialect): Sql {
	if (!isComparison(condition)) return truth(condition, lookup, dialect);
	const positive = denied(condition);
	const value = evaluated(condition, lookup, dialect);
	if (positive)
		return sql`(${value} IS NOT NULL AND NOT COALESCE(${compared(positive, lookup, dialect)}, 1 = 0))`;
	return compared(condition, lookup, dialect);
}

/**
 * Whether a condition holds: true, false, or NULL where it cannot be evaluated, as `truthOf` says it of one lead.
 *
 * @param missing - `ignored`: parts that cannot be evaluated are left out
 */
export function truth(
	condition: Condition,
	lookup: FieldLookup,
	dialect: Dialect,
	missing: Rule['missing'] = 'own-state'
): Sql {
	if (isComparison(condition)) {
		const { operator } = condition;
		if (operator === 'is-set' || operator === 'is-missing') {
			return sql`(${holds(condition, lookup, dialect)})`;
		}
		return sql`(CASE WHEN ${evaluated(condition, lookup, dialect)} IS NULL THEN NULL
			WHEN ${holds(condition, lookup, dialect)} THEN 1 = 1 ELSE 1 = 0 END)`;
	}
	const { every, parts } = partsOf(condition);
	const truths = parts.map((part) => truth(part, lookup, dialect, missing));
	const together = (each: Sql[]) => sql`(${join(each, every ? ' AND ' : ' OR ')})`;
	if (missing !== 'ignored') return together(truths);
	const neutral = raw(every ? '1 = 1' : '1 = 0');
	const nothing = join(
		truths.map((each) => sql`${each} IS NULL`),
		' AND '
	);
	const others = truths.map((each) => sql`COALESCE(${each}, ${neutral})`);
	return sql`(CASE WHEN ${nothing} THEN NULL ELSE ${together(others)} END)`;
}

/** What has to be there for a comparison to be evaluated. */
export function evaluated(comparison: Comparison, lookup: FieldLookup, dialect: Dialect): Sql {
	const field = lookup(comparison.field);
	const { operator } = comparison;
	if (operator === 'is-set' || operator === 'is-missing') return raw('1');
	const needsNumber = ['between', 'at-least', 'at-most', 'above', 'below'].includes(operator);
	return needsNumber ? asNumber(field, dialect) : field.expression;
}

/** A comparison that denies nothing; NULL or false where it does not hold or cannot be evaluated. */
export function compared(comparison: Comparison, lookup: FieldLookup, dialect: Dialect): Sql {
	const field = lookup(comparison.field);
	const value = field.expression;
	switch (comparison.operator) {
		case 'is-set':
			return sql`${value} IS NOT NULL`;
		case 'is-missing':
			return sql`${value} IS NULL`;
		case 'contains':
			return dialect.contains(asText(field, dialect), comparison.value);
		case 'starts-with':
			return dialect.startsWith(asText(field, dialect), comparison.value);
		case 'email-kind':
			return ofEmailKind(comparison.value, asText(field, dialect), dialect);
		case 'equals':
			return oneOf(field, [comparison.value], dialect);
		case 'one-of':
			return oneOf(field, comparison.values, dialect);
		case 'between':
			return sql`(${asNumber(field, dialect)} >= ${constant(comparison.from)} AND ${asNumber(field, dialect)} <= ${constant(comparison.to)})`;
		case 'at-least':
			return sql`${asNumber(field, dialect)} >= ${constant(comparison.value)}`;
		case 'at-most':
			return sql`${asNumber(field, dialect)} <= ${constant(comparison.value)}`;
		case 'above':
			return sql`${asNumber(field, dialect)} > ${constant(comparison.value)}`;
		case 'below':
			return sql`${asNumber(field, dialect)} < ${constant(comparison.value)}`;
		default:
			throw new Error(`ruleState: ${comparison.operator} denies another comparison`);
	}
}

function ofEmailKind(kind: 'business' | 'freemail', text: Sql, dialect: Dialect): Sql {
	const domain = dialect.afterLast(text, '@');
	const free = sql`${domain} IN (${join(
		FREE_MAIL_DOMAINS.map((each) => sql`${each}`),
		', '
	)})`;
	if (kind === 'freemail') return sql`(${free})`;
	return sql`(${dialect.contains(domain, '.')} AND NOT ${free})`;
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

/** How texts are written for comparing them with a field. */
export function writtenAs(field: FieldExpression): (text: string) => Sql {
	const written = field.constant ?? ((text: string) => sql`${text}`);
	return (text) => written(text);
}

/** One value is compared directly, which engines do faster than looking it up in a list. */
export function isAmong(expression: Sql, values: Sql[]): Sql {
	if (values.length === 1) return sql`${expression} = ${values[0]}`;
	return sql`${expression} IN (${join(values, ', ')})`;
}

/** A field as a number, NULL where it is none. */
export function asNumber(field: FieldExpression, dialect: Dialect): Sql {
	return field.type === 'number' ? field.expression : dialect.toNumber(asText(field, dialect));
}

function asText(field: FieldExpression, dialect: Dialect): Sql {
	return field.type === 'text' ? field.expression : dialect.toText(field.expression);
}

/** A number as a constant. Whole numbers stand in the text: as a bound double they would turn every whole number of the column into one. */
export function constant(value: number): Sql {
	return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? whole(value) : sql`${value}`;
}

/** A whole number in the text. */
export function whole(value: number): Sql {
	return raw(String(Math.trunc(value)));
}
