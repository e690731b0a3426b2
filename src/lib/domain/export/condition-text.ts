import { isComparison } from '#lib/domain/scorecard/conditions.ts';
import { comparedWith, describeCondition } from '#lib/domain/scorecard/describe-condition.ts';
import { isStepped, subjectOf, type Rule } from '#lib/domain/scorecard/scorecard.ts';

/**
 * What a rule looks for, as field, operator and value in words for a table that a person copies into a CRM.
 * @example conditionText(demo) // { field: 'demo', operator: 'equals', value: 'yes' }
 */
export function conditionText(rule: Rule): { field: string; operator: string; value: string } {
	if (isStepped(rule)) {
		const { field, per, atMost, after = 0 } = rule.each;
		const begins = after > 0 ? `, after the first ${after}` : '';
		return { field, operator: 'each', value: `${per} (at most ${atMost} times${begins})` };
	}
	const { when } = rule;
	if (isComparison(when)) {
		return { field: when.field, operator: when.operator, value: comparedWith(when) };
	}
	return {
		field: subjectOf(rule),
		operator: 'all' in when ? 'all' : 'any',
		value: describeCondition(when)
	};
}
