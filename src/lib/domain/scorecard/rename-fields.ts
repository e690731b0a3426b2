import { isComparison, type Comparison, type Condition } from './conditions.ts';
import { isStepped, type Rule, type Scorecard } from './scorecard.ts';

/**
 * A card whose rules and exclusions look at fields of other names.
 * @example renameFields(card, (field) => (field === 'Source' ? 'Lead Source' : field))
 */
export function renameFields(card: Scorecard, rename: (field: string) => string): Scorecard {
	return {
		...card,
		groups: card.groups.map((group) => ({
			...group,
			rules: group.rules.map((rule) => renamedRule(rule, rename))
		})),
		exclusions: card.exclusions.map((each) => ({
			...each,
			when: renamedCondition(each.when, rename)
		}))
	};
}

function renamedRule(rule: Rule, rename: (field: string) => string): Rule {
	const { decay } = rule;
	const worn = decay?.age === undefined ? {} : { decay: { ...decay, age: rename(decay.age) } };
	if (isStepped(rule)) {
		return { ...rule, ...worn, each: { ...rule.each, field: rename(rule.each.field) } };
	}
	return { ...rule, ...worn, when: renamedCondition(rule.when, rename) };
}

function renamedCondition(condition: Condition, rename: (field: string) => string): Condition {
	if (isComparison(condition)) return renamedComparison(condition, rename);
	if ('all' in condition) {
		const all = condition.all.map((part) =>
			'any' in part
				? { any: part.any.map((each) => renamedComparison(each, rename)) }
				: renamedComparison(part, rename)
		);
		return { all };
	}
	const any = condition.any.map((part) =>
		'all' in part
			? { all: part.all.map((each) => renamedComparison(each, rename)) }
			: renamedComparison(part, rename)
	);
	return { any };
}

function renamedComparison(comparison: Comparison, rename: (field: string) => string): Comparison {
	return { ...comparison, field: rename(comparison.field) };
}
