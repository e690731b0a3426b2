import type { CardVerdict, RuleResult } from './calibration.ts';

const PROVEN = ['keep', 'raise', 'lower', 'drop'];

/**
 * No rule is called proven on a card that is no better than the base rate: what the earlier leads seemed to say of it did not
 * hold on the later ones.
 *
 * @example unprovenRules(rules, { verdict: 'no-signal' })[0].verdict // 'not-enough-data'
 */
export function unprovenRules(
	rules: RuleResult[],
	{ verdict }: Pick<CardVerdict, 'verdict'>
): RuleResult[] {
	if (verdict !== 'no-signal') return rules;
	return rules.map((rule) =>
		PROVEN.includes(rule.verdict) ? { ...rule, verdict: 'not-enough-data' } : rule
	);
}
