import { isStepped, type Condition, type Rule } from '#lib/domain/scorecard/scorecard.ts';

/**
 * What a rule looks for, as field, operator and value in words for a table that a person copies into a CRM.
 * @example conditionText(demo) // { field: 'demo', operator: 'equals', value: 'yes' }
 */
export function conditionText(rule: Rule): { field: string; operator: string; value: string } {
	if (!isStepped(rule)) {
		return { field: rule.when.field, operator: rule.when.operator, value: valueText(rule.when) };
	}
	const { field, per, atMost } = rule.each;
	return { field, operator: 'each', value: `${per} (at most ${atMost} times)` };
}

function valueText(condition: Condition): string {
	switch (condition.operator) {
		case 'one-of':
			return condition.values.join(' | ');
		case 'between':
			return `${condition.from} .. ${condition.to}`;
		case 'is-set':
		case 'is-missing':
			return '';
		default:
			return String(condition.value);
	}
}
