import { ruleLevels } from './rule-levels.ts';
import { isStepped, type Rule } from './scorecard.ts';

/**
 * What a rule asks of a lead, without what it gives for the answer: rules with the same question have the same states,
 * worth the same. Keys may stand in any order.
 *
 * @example questionOf(rule) === questionOf({ ...rule, points: rule.points + 5 }) // true for a rule that does not decay
 */
export function questionOf(rule: Rule): string {
	const { decay, missing = 'own-state' } = rule;
	const asked = isStepped(rule) ? { each: rule.each } : { when: rule.when };
	const levels = ruleLevels(rule)?.values.length;
	return JSON.stringify({ ...asked, decay, missing, levels }, sortedKeys);
}

function sortedKeys(_: string, value: unknown): unknown {
	if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
