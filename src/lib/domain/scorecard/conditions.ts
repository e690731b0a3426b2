/** A comparison of one column. On a missing value every operator but the last two is "not evaluable". */
export type Comparison =
	| { field: string; operator: 'equals' | 'not-equals'; value: string | number }
	| { field: string; operator: 'one-of' | 'not-one-of'; values: (string | number)[] }
	| { field: string; operator: TextOperator; value: string }
	/** `freemail`: the domain is that of a provider of free mailboxes; `business`: any other domain. */
	| { field: string; operator: 'email-kind'; value: EmailKind }
	| { field: string; operator: 'between'; from: number; to: number }
	| { field: string; operator: NumberOperator; value: number }
	| { field: string; operator: 'is-set' }
	| { field: string; operator: 'is-missing' };

export type TextOperator = 'contains' | 'not-contains' | 'starts-with' | 'not-starts-with';
export type NumberOperator = 'at-least' | 'at-most' | 'above' | 'below';
export type EmailKind = 'business' | 'freemail';
export type Operator = Comparison['operator'];

/** What a rule or an exclusion asks: one comparison, or several, nested one level. */
export type Condition = Comparison | AllOf | AnyOf;

/** Holds where every part holds. */
export interface AllOf {
	all: (Comparison | { any: Comparison[] })[];
}

/** Holds where one part holds. */
export interface AnyOf {
	any: (Comparison | { all: Comparison[] })[];
}

/** @example isComparison({ field: 'country', operator: 'is-set' }) // true */
export function isComparison(condition: Condition): condition is Comparison {
	return 'operator' in condition;
}

/**
 * The parts of a condition that is not one comparison, and whether all of them have to hold.
 * @example partsOf({ any: [{ field: 'a', operator: 'is-set' }] }).every // false
 */
export function partsOf(condition: AllOf | AnyOf): { every: boolean; parts: Condition[] } {
	if ('all' in condition) return { every: true, parts: condition.all };
	return { every: false, parts: condition.any };
}

/**
 * Every comparison of a condition, in order.
 * @example comparisonsOf({ all: [a, { any: [b, c] }] }) // [a, b, c]
 */
export function comparisonsOf(condition: Condition): Comparison[] {
	if (isComparison(condition)) return [condition];
	return partsOf(condition).parts.flatMap(comparisonsOf);
}

/**
 * The columns a condition looks at, each once.
 * @example conditionFields({ field: 'country', operator: 'is-set' }) // ['country']
 */
export function conditionFields(condition: Condition): string[] {
	return [...new Set(comparisonsOf(condition).map(({ field }) => field))];
}

/** Operators that say the opposite of another one. */
const OPPOSITES: Partial<Record<Operator, Operator>> = {
	'not-equals': 'equals',
	'not-one-of': 'one-of',
	'not-contains': 'contains',
	'not-starts-with': 'starts-with'
};

/**
 * The comparison that a negated one denies; null for one that denies nothing.
 * @example denied({ field: 'a', operator: 'not-equals', value: 'x' }) // { field: 'a', operator: 'equals', value: 'x' }
 */
export function denied(comparison: Comparison): Comparison | null {
	const operator = OPPOSITES[comparison.operator];
	return operator ? ({ ...comparison, operator } as Comparison) : null;
}
