import { issue, type Issue } from '#lib/domain/issue.ts';
import { closestName } from '#lib/domain/closest-name.ts';
import { fieldOf, rulesOf, type Scorecard } from './scorecard.ts';

/**
 * Rules and exclusions on columns the data does not have, each with the column whose name is closest.
 * @example unknownFields(card, ['source']).length // one issue a rule on any other column
 */
export function unknownFields(scorecard: Scorecard, columns: string[]): Issue[] {
	const known = new Set(columns);
	const uses = [
		...rulesOf(scorecard).map((rule) => ({ label: rule.label, field: fieldOf(rule) })),
		...scorecard.exclusions.map((each) => ({ label: each.label, field: each.when.field }))
	];
	return uses
		.filter((use) => !known.has(use.field))
		.map((use) =>
			issue('rule-field-unknown', 'error', {
				rule: use.label,
				field: use.field,
				near: closestName(use.field, columns) ?? ''
			})
		);
}
