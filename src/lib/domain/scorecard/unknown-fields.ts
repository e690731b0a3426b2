import { issue, type Issue } from '#lib/domain/issue.ts';
import { closestName } from '#lib/domain/closest-name.ts';
import { conditionFields } from './conditions.ts';
import { fieldsOf, rulesOf, type Scorecard } from './scorecard.ts';
import { touchId } from './touch-feature.ts';

/**
 * Rules and exclusions on columns the data does not have, each with the column whose name is closest. Touch features are no
 * columns.
 * @example unknownFields(card, ['source']).length // one issue a rule on any other column
 */
export function unknownFields(scorecard: Scorecard, columns: string[]): Issue[] {
	const known = new Set(columns);
	const uses = [
		...rulesOf(scorecard).map((rule) => ({ label: rule.label, fields: fieldsOf(rule) })),
		...scorecard.exclusions.map(({ label, when }) => ({ label, fields: conditionFields(when) }))
	].flatMap(({ label, fields }) => fields.map((field) => ({ label, field })));
	return uses
		.filter((use) => !known.has(use.field) && touchId(use.field) === null)
		.map((use) =>
			issue('rule-field-unknown', 'error', {
				rule: use.label,
				field: use.field,
				near: closestName(use.field, columns) ?? ''
			})
		);
}
