import * as m from '#lib/paraglide/messages.js';
import type { Locale } from './decimal-text.ts';
import type { ConditionDraft, OperatorDraft } from './draft.ts';

/** Values of a list that are named before the rest is only counted. */
const MOST_NAMED = 6;

/** What a rule looks for, in words: “industry” is one of “logistics” or “energy”. */
export function conditionWords(condition: ConditionDraft, locale: Locale): string {
	const { field, value, values, from, to, per, atMost } = condition;
	const options = { locale };
	switch (condition.operator) {
		case 'equals':
			return m.rules_when_equals({ field, value }, options);
		case 'one-of':
			return m.rules_when_one_of({ field, values: listed(values, locale) }, options);
		case 'contains':
			return m.rules_when_contains({ field, value }, options);
		case 'between':
			return m.rules_when_between({ field, from, to }, options);
		case 'at-least':
			return m.rules_when_at_least({ field, value }, options);
		case 'at-most':
			return m.rules_when_at_most({ field, value }, options);
		case 'is-set':
			return m.rules_when_is_set({ field }, options);
		case 'is-missing':
			return m.rules_when_is_missing({ field }, options);
		case 'each':
			return m.rules_when_each({ field, per, atMost }, options);
	}
}

/** The name a rule has while nobody gave it one. */
export function nameFrom(condition: ConditionDraft, locale: Locale): string {
	const { field, value, values, from, to, operator } = condition;
	const options = { locale };
	const of = (text: string) => (text.trim() ? `${field}: ${text}` : field);
	const names: Record<OperatorDraft, () => string> = {
		equals: () => of(value),
		'one-of': () => of(values.slice(0, 3).join(', ') + (values.length > 3 ? ' …' : '')),
		contains: () => of(`…${value}…`),
		between: () => `${field} ${from}–${to}`,
		'at-least': () => `${field} ≥ ${value}`,
		'at-most': () => `${field} ≤ ${value}`,
		'is-set': () => m.rules_name_is_set({ field }, options),
		'is-missing': () => m.rules_name_is_missing({ field }, options),
		each: () => m.rules_name_each({ field }, options)
	};
	return names[operator]().slice(0, 200);
}

/** The operators in words, in the order in which a column of a type needs them. */
export function operatorWords(operator: OperatorDraft): string {
	const words: Record<OperatorDraft, () => string> = {
		equals: m.rules_operator_equals,
		'one-of': m.rules_operator_one_of,
		contains: m.rules_operator_contains,
		between: m.rules_operator_between,
		'at-least': m.rules_operator_at_least,
		'at-most': m.rules_operator_at_most,
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
