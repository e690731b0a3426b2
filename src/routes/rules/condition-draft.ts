import {
	isComparison,
	partsOf,
	type Comparison,
	type Condition,
	type Operator
} from '#lib/domain/scorecard/conditions.ts';
import type { SteppedRule } from '#lib/domain/scorecard/scorecard.ts';
import { writeDecimal, type Locale } from './decimal-text.ts';

/** What a rule or an exclusion asks, in fields: comparisons, of which several in one part stand in brackets. */
export interface ConditionDraft {
	/** Whether all parts have to hold, or one; brackets are joined the other way. */
	join: 'all' | 'any';
	/** At least one part with at least one comparison. */
	parts: ComparisonDraft[][];
}

/** A comparison, or points per event; what the operator does not use waits for another one. */
export interface ComparisonDraft {
	field: string;
	operator: OperatorDraft;
	value: string;
	values: string[];
	from: string;
	to: string;
	per: string;
	atMost: string;
	after: string;
	/** Whether the values are numbers where the data does not say so, having no such column. */
	numbers: boolean;
	/** Values as the card had them: what is not edited stays a number or a text where the data does not say which. */
	given: (string | number)[];
}

/** `each` gives points per event; it stands alone. */
export type OperatorDraft = Operator | 'each';

/** A comparison that nobody has filled in yet. */
export function blankComparison(field: string, type: string | undefined): ComparisonDraft {
	const operator = type === 'number' ? 'at-least' : type === 'timestamp' ? 'is-set' : 'equals';
	const texts = { value: '', values: [], from: '', to: '', per: '1', atMost: '5', after: '0' };
	return { field, operator, ...texts, numbers: type === 'number', given: [] };
}

/** A condition that nobody has filled in yet. */
export function blankCondition(field: string, type: string | undefined): ConditionDraft {
	return { join: 'all', parts: [[blankComparison(field, type)]] };
}

/** What a rule or an exclusion looks for, in fields. */
export function conditionDraft(
	what: { when: Condition } | Pick<SteppedRule, 'each'>,
	locale: Locale
): ConditionDraft {
	if ('each' in what) {
		const { field, per, atMost, after = 0 } = what.each;
		const each: ComparisonDraft = {
			...blankComparison(field, 'number'),
			operator: 'each',
			per: writeDecimal(per, locale),
			atMost: String(atMost),
			after: String(after)
		};
		return { join: 'all', parts: [[each]] };
	}
	const { when } = what;
	const draft = (each: Comparison) => comparisonDraft(each, locale);
	if (isComparison(when)) return { join: 'all', parts: [[draft(when)]] };
	const { every, parts } = partsOf(when);
	const inBrackets = (part: Condition) =>
		isComparison(part) ? [draft(part)] : partsOf(part).parts.filter(isComparison).map(draft);
	return { join: every ? 'all' : 'any', parts: parts.map(inBrackets) };
}

/**
 * Where a comparison stands in the card.
 * @param rule - path of the rule or exclusion
 */
export function comparisonPath(
	condition: ConditionDraft,
	p: number,
	i: number,
	rule: string
): string {
	const { join, parts } = condition;
	if (countsEvents(condition)) return `${rule}.each`;
	if (parts.length === 1 && parts[0].length === 1) return `${rule}.when`;
	const part = `${rule}.when.${join}[${p}]`;
	if (parts[p].length === 1) return part;
	return `${part}.${join === 'all' ? 'any' : 'all'}[${i}]`;
}

/** The first comparison: what gives a condition its name and its column. */
export function firstOf({ parts }: ConditionDraft): ComparisonDraft {
	return parts[0][0];
}

/** Whether a condition gives points per event. */
export function countsEvents(condition: ConditionDraft): boolean {
	return firstOf(condition).operator === 'each';
}

/** The columns a condition in fields looks at, each once. */
export function draftFields({ parts }: ConditionDraft): string[] {
	return [...new Set(parts.flat().map(({ field }) => field))];
}

function comparisonDraft(comparison: Comparison, locale: Locale): ComparisonDraft {
	const text = (value: string | number) =>
		typeof value === 'number' ? writeDecimal(value, locale) : value;
	const { field, operator } = comparison;
	const bare = { ...blankComparison(field, 'text'), operator };
	if ('values' in comparison) {
		const numbers = comparison.values.every((value) => typeof value === 'number');
		return { ...bare, values: comparison.values.map(text), numbers, given: comparison.values };
	}
	if ('from' in comparison) {
		return { ...bare, from: text(comparison.from), to: text(comparison.to), numbers: true };
	}
	if ('value' in comparison) {
		const { value } = comparison;
		return { ...bare, value: text(value), numbers: typeof value === 'number', given: [value] };
	}
	return bare;
}
