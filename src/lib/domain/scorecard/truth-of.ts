import { denied, isComparison, partsOf, type Comparison, type Condition } from './conditions.ts';
import { emailKind } from './email-kind.ts';
import type { Rule } from './scorecard.ts';

/** A value of a lead: a number where its column holds numbers, else a text; null where it is missing. */
export type LeadValue = string | number | null;

/**
 * Whether a condition holds for a lead: true, false, or null where it cannot be evaluated. It is what the queries work out
 * (`domain/query/rule-state.ts`): a missing value decides nothing, a false part of `all` and a true part of `any` decide
 * everything.
 *
 * @param missing - `ignored`: parts that cannot be evaluated are left out; `false`: they count as false
 * @example truthOf({ field: 'country', operator: 'equals', value: 'DE' }, () => null) // null
 */
export function truthOf(
	condition: Condition,
	valueOf: (field: string) => LeadValue,
	missing: NonNullable<Rule['missing']> = 'own-state'
): boolean | null {
	const truth = truthBy(condition, valueOf, missing === 'ignored');
	return truth === null && missing === 'false' ? false : truth;
}

function truthBy(
	condition: Condition,
	valueOf: (field: string) => LeadValue,
	ignored: boolean
): boolean | null {
	if (isComparison(condition)) return compared(condition, valueOf(condition.field));
	const { every, parts } = partsOf(condition);
	const truths = parts.map((part) => truthBy(part, valueOf, ignored));
	if (truths.includes(!every)) return !every;
	const known = truths.filter((truth) => truth !== null);
	if (known.length === truths.length) return every;
	return ignored && known.length > 0 ? every : null;
}

function compared(comparison: Comparison, value: LeadValue): boolean | null {
	if (comparison.operator === 'is-missing') return value === null;
	if (comparison.operator === 'is-set') return value !== null;
	const positive = denied(comparison);
	if (positive) {
		const truth = compared(positive, value);
		return truth === null ? null : !truth;
	}
	if (value === null) return null;
	switch (comparison.operator) {
		case 'equals':
		case 'not-equals':
			return isOneOf(value, [comparison.value]);
		case 'one-of':
		case 'not-one-of':
			return isOneOf(value, comparison.values);
		case 'contains':
		case 'not-contains':
			return String(value).includes(comparison.value);
		case 'starts-with':
		case 'not-starts-with':
			return String(value).startsWith(comparison.value);
		case 'email-kind':
			return emailKind(String(value)) === comparison.value;
		default:
			return inRange(comparison, numberOf(value));
	}
}

/** Numbers are compared as numbers where the column holds numbers, everything else as text. */
function isOneOf(value: string | number, values: (string | number)[]): boolean {
	if (typeof value === 'string') return values.map(String).includes(value);
	return values.map(Number).includes(value);
}

type Range =
	| Extract<Comparison, { from: number }>
	| Exclude<Extract<Comparison, { value: number }>, { operator: 'equals' }>;

function inRange(comparison: Range, value: number | null): boolean | null {
	if (value === null) return null;
	switch (comparison.operator) {
		case 'between':
			return value >= comparison.from && value <= comparison.to;
		case 'at-least':
			return value >= comparison.value;
		case 'at-most':
			return value <= comparison.value;
		case 'above':
			return value > comparison.value;
		case 'below':
			return value < comparison.value;
	}
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The number a value is or spells; null for any other text. @example numberOf('12.5') // 12.5 */
export function numberOf(value: LeadValue): number | null {
	if (value === null || typeof value === 'number') return value;
	return NUMBER.test(value) ? Number(value) : null;
}
