import { describeDecay } from '#lib/domain/scorecard/describe-decay.ts';
import { describeFeature } from '#lib/domain/scorecard/describe-feature.ts';
import { fieldsOf, type Rule, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { touchField } from '#lib/domain/scorecard/touch-feature.ts';

/**
 * What a rule asks beyond field, operator and value, in words for a table: touches, decay, bounds, missing values. Empty for
 * a rule that asks no more.
 *
 * @example ruleNotes(rule, card) // 'losing 25 % every 30 days, each touch by its own age; at most 30 points'
 */
export function ruleNotes(rule: Rule, { features = [], groups }: Scorecard): string {
	const limits = groups.find(({ rules }) => rules.includes(rule))?.limits ?? [];
	const limit = limits.find(({ id }) => id === rule.limit);
	return [
		...features
			.filter(({ id }) => fieldsOf(rule).includes(touchField(id)))
			.map((feature) => `${touchField(feature.id)} = ${describeFeature(feature)}`),
		rule.decay && `${describeDecay(rule.decay)}, ${ageOf(rule)}`,
		boundsOf(rule.cap),
		limit && `with others of "${limit.label}" ${boundsOf(limit.cap)}`,
		rule.missing === 'ignored' && 'missing values left out',
		rule.missing === 'false' && 'missing counts as no'
	]
		.filter(Boolean)
		.join('; ');
}

function ageOf({ decay }: Rule): string {
	return decay?.age === undefined ? 'each touch by its own age' : `by ${decay.age}`;
}

function boundsOf(cap: Rule['cap']): string {
	return [
		cap?.min !== undefined && `at least ${cap.min} points`,
		cap?.max !== undefined && `at most ${cap.max} points`
	]
		.filter(Boolean)
		.join(', ');
}
