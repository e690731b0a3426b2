import { issue, type Issue } from '#lib/domain/issue.ts';
import { knownAfterwards } from '#lib/domain/mapping/known-afterwards.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import { conditionFields } from '#lib/domain/scorecard/conditions.ts';
import { fieldsOf, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { columnsIn, type LeakageRecord } from './leakage-record.ts';

/**
 * Rules and exclusions that look at columns filled after the outcome: `rule-leaks` where the mapping or somebody says so,
 * `rule-leak-suspected` where only evidence does. In the order of the card.
 */
export function leakingRules(
	scorecard: Scorecard,
	mapping: Mapping,
	record: LeakageRecord
): Issue[] {
	const leaking = new Set(leakingColumns(mapping, record));
	const suspected = new Set(columnsIn(record, 'suspected'));
	return usesOf(scorecard).flatMap(({ label, field }) => {
		const params = { rule: label, field };
		if (leaking.has(field)) return [issue('rule-leaks', 'warning', params)];
		return suspected.has(field) ? [issue('rule-leak-suspected', 'warning', params)] : [];
	});
}

/** Columns no rule may use without somebody saying so: given to the outcome by the mapping, or decided to leak. */
export function leakingColumns(mapping: Mapping, record: LeakageRecord): string[] {
	return [...new Set([...knownAfterwards(mapping), ...columnsIn(record, 'leaking')])];
}

/** Leaking columns that a card uses, each once. */
export function leaksOf(scorecard: Scorecard, mapping: Mapping, record: LeakageRecord): string[] {
	const leaking = new Set(leakingColumns(mapping, record));
	const fields = usesOf(scorecard).map(({ field }) => field);
	return [...new Set(fields.filter((field) => leaking.has(field)))];
}

function usesOf(scorecard: Scorecard): { label: string; field: string }[] {
	return [
		...rulesOf(scorecard).map((rule) => ({ label: rule.label, fields: fieldsOf(rule) })),
		...scorecard.exclusions.map(({ label, when }) => ({ label, fields: conditionFields(when) }))
	].flatMap(({ label, fields }) => fields.map((field) => ({ label, field })));
}
