import * as m from '#lib/paraglide/messages.js';
import {
	countsEvents,
	firstOf,
	type ComparisonDraft,
	type ConditionDraft,
	type OperatorDraft
} from './condition-draft.ts';
import { readDecimal, type Locale } from './decimal-text.ts';

/** Values of a list that are named before the rest is only counted. */
const MOST_NAMED = 6;

/**
 * What a rule looks for, in words: “industry” is one of “logistics” or “energy”.
 * @param nameOf - what a field is called where that is not its own name
 */
export function conditionWords(
	condition: ConditionDraft,
	locale: Locale,
	nameOf: (field: string) => string = (field) => field
): string {
	const { join, parts } = condition;
	const words = (each: ComparisonDraft) =>
		comparisonWords({ ...each, field: nameOf(each.field) }, locale);
	const other = join === 'all' ? 'any' : 'all';
	const joined = parts.map((part) => {
		const all = joinedWords(part.map(words), other, locale);
		return part.length > 1 && parts.length > 1
			? m.semantics_brackets({ words: all }, { locale })
			: all;
	});
	return joinedWords(joined, join, locale);
}

function joinedWords(words: string[], join: 'all' | 'any', locale: Locale): string {
	const and = join === 'all' ? m.semantics_and : m.semantics_or;
	return words.reduce((first, second) => and({ first, second }, { locale }));
}

function comparisonWords(comparison: ComparisonDraft, locale: Locale): string {
	const { field, value, values, from, to } = comparison;
	const options = { locale };
	const words: Record<OperatorDraft, () => string> = {
		equals: () => m.rules_when_equals({ field, value }, options),
		'not-equals': () => m.semantics_when_not_equals({ field, value }, options),
		'one-of': () => m.rules_when_one_of({ field, values: listed(values, locale) }, options),
		'not-one-of': () =>
			m.semantics_when_not_one_of({ field, values: listed(values, locale) }, options),
		contains: () => m.rules_when_contains({ field, value }, options),
		'not-contains': () => m.semantics_when_not_contains({ field, value }, options),
		'starts-with': () => m.semantics_when_starts_with({ field, value }, options),
		'not-starts-with': () => m.semantics_when_not_starts_with({ field, value }, options),
		'email-kind': () =>
			(value === 'freemail' ? m.semantics_when_freemail : m.semantics_when_business)(
				{ field },
				options
			),
		between: () => m.rules_when_between({ field, from, to }, options),
		'at-least': () => m.rules_when_at_least({ field, value }, options),
		'at-most': () => m.rules_when_at_most({ field, value }, options),
		above: () => m.semantics_when_above({ field, value }, options),
		below: () => m.semantics_when_below({ field, value }, options),
		'is-set': () => m.rules_when_is_set({ field }, options),
		'is-missing': () => m.rules_when_is_missing({ field }, options),
		each: () => eventWords(comparison, locale)
	};
	return words[comparison.operator]();
}

function eventWords({ field, per, atMost, after }: ComparisonDraft, locale: Locale): string {
	const options = { locale };
	const isFirst = per.trim() === '1' && atMost.trim() === '1';
	const words = isFirst
		? m.semantics_when_first({ field }, options)
		: m.rules_when_each({ field, per, atMost }, options);
	const before = readDecimal(after, locale) ?? 0;
	if (before === 0) return words;
	return m.semantics_when_after({ words, from: before + 1 }, options);
}

/** The name a rule has while nobody gave it one. */
export function nameFrom(
	condition: ConditionDraft,
	locale: Locale,
	nameOf: (field: string) => string = (field) => field
): string {
	const first = firstOf(condition);
	const name = comparisonName({ ...first, field: nameOf(first.field) }, locale);
	const more = !countsEvents(condition) && condition.parts.flat().length > 1;
	return (more ? m.semantics_name_more({ name }, { locale }) : name).slice(0, 200);
}

function comparisonName(comparison: ComparisonDraft, locale: Locale): string {
	const { field, value, values, from, to, operator } = comparison;
	const options = { locale };
	const of = (text: string) => (text.trim() ? `${field}: ${text}` : field);
	const not = (name: string) => m.semantics_name_not({ name }, options);
	const some = () => of(values.slice(0, 3).join(', ') + (values.length > 3 ? ' …' : ''));
	const names: Record<OperatorDraft, () => string> = {
		equals: () => of(value),
		'not-equals': () => not(of(value)),
		'one-of': some,
		'not-one-of': () => not(some()),
		contains: () => of(`…${value}…`),
		'not-contains': () => not(of(`…${value}…`)),
		'starts-with': () => of(`${value}…`),
		'not-starts-with': () => not(of(`${value}…`)),
		'email-kind': () => comparisonWords(comparison, locale),
		between: () => `${field} ${from}–${to}`,
		'at-least': () => `${field} ≥ ${value}`,
		'at-most': () => `${field} ≤ ${value}`,
		above: () => `${field} > ${value}`,
		below: () => `${field} < ${value}`,
		'is-set': () => m.rules_name_is_set({ field }, options),
		'is-missing': () => m.rules_name_is_missing({ field }, options),
		each: () => m.rules_name_each({ field }, options)
	};
	return names[operator]();
}

/** The operators in words, in the order in which a column of a type needs them. */
export function operatorWords(operator: OperatorDraft): string {
	const words: Record<OperatorDraft, () => string> = {
		equals: m.rules_operator_equals,
		'not-equals': m.semantics_operator_not_equals,
		'one-of': m.rules_operator_one_of,
		'not-one-of': m.semantics_operator_not_one_of,
		contains: m.rules_operator_contains,
		'not-contains': m.semantics_operator_not_contains,
		'starts-with': m.semantics_operator_starts_with,
		'not-starts-with': m.semantics_operator_not_starts_with,
		'email-kind': m.semantics_operator_email_kind,
		between: m.rules_operator_between,
		'at-least': m.rules_operator_at_least,
		'at-most': m.rules_operator_at_most,
		above: m.semantics_operator_above,
		below: m.semantics_operator_below,
		'is-set': m.rules_operator_is_set,
		'is-missing': m.rules_operator_is_missing,
		each: m.rules_operator_each
	};
	return words[operator]();
}

function listed(values: string[], locale: Locale): string {
	const options = { locale };
	const named = values.slice(0, MOST_NAMED).map((value) => m.rules_quoted({ value }, options));
	const more = values.length - named.length;
	const words = more > 0 ? [...named, m.rules_more_values({ more }, options)] : named;
	const tag = locale === 'de' ? 'de-DE' : 'en-GB';
	return new Intl.ListFormat(tag, { type: 'disjunction' }).format(words);
}
