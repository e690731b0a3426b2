import type { Comparison, Condition, Rule } from '#lib/domain/scorecard/scorecard.ts';

/** A row by column; empty fields are null, as in the objects of the generator, or ''. */
export type Row = Record<string, string | number | null>;

/** The state of a rule, null where it cannot be evaluated: written again for the tests, apart from the generator. */
export function ruleState(rule: Rule, row: Row): number | null {
	if ('when' in rule) return conditionState(rule.when, row);
	const count = present(row[rule.each.field]);
	if (count === null) return null;
	return Math.min(rule.each.atMost, Math.trunc(Number(count) / rule.each.per));
}

export function conditionState(asked: Condition, row: Row): 0 | 1 | null {
	const when = asked as Comparison;
	const value = present(row[when.field]);
	if (when.operator === 'is-set') return value === null ? 0 : 1;
	if (when.operator === 'is-missing') return value === null ? 1 : 0;
	if (value === null) return null;
	return holds(when, String(value)) ? 1 : 0;
}

function present(value: string | number | null | undefined): string | number | null {
	if (value === undefined) throw new Error('no such column');
	return value === '' ? null : value;
}

function holds(when: Comparison, value: string): boolean {
	if (when.operator === 'equals') return value === String(when.value);
	if (when.operator === 'one-of') return when.values.map(String).includes(value);
	if (when.operator === 'contains') return value.includes(when.value);
	if (when.operator === 'between') return Number(value) >= when.from && Number(value) <= when.to;
	if (when.operator === 'at-least') return Number(value) >= when.value;
	if (when.operator === 'at-most') return Number(value) <= when.value;
	throw new Error(`no comparison: ${when.operator}`);
}
