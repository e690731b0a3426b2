import { isComparison, partsOf, type Comparison, type Condition } from './conditions.ts';

/**
 * A condition in the words of the scorecard file, for tables a person copies into a CRM.
 * @example describeCondition({ all: [{ field: 'a', operator: 'is-set' }, { field: 'b', operator: 'is-set' }] }) // 'a is-set and b is-set'
 */
export function describeCondition(condition: Condition): string {
	if (isComparison(condition)) return describeComparison(condition);
	const { every, parts } = partsOf(condition);
	return parts
		.map((part) => (isComparison(part) ? describeCondition(part) : `(${describeCondition(part)})`))
		.join(every ? ' and ' : ' or ');
}

/** What a comparison compares with. @example comparedWith({ field: 'a', operator: 'between', from: 1, to: 5 }) // '1 .. 5' */
export function comparedWith(comparison: Comparison): string {
	if ('values' in comparison) return comparison.values.join(' | ');
	if ('from' in comparison) return `${comparison.from} .. ${comparison.to}`;
	return 'value' in comparison ? String(comparison.value) : '';
}

function describeComparison(comparison: Comparison): string {
	return `${comparison.field} ${comparison.operator} ${comparedWith(comparison)}`.trim();
}
