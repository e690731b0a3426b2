import type { RuleSupport } from '#lib/domain/logistic/separation.ts';

/**
 * Raw lift of a rule: win rate of the leads on which it fired / win rate of those on which it did not (statistics 11).
 * Leads on which it could not be evaluated stand on neither side.
 *
 * @param support - from `ruleSupport`
 * @returns null where one side has no leads, or the side without has no wins
 * @example lift({ with: { leads: 10, wins: 4 }, without: { leads: 90, wins: 9 }, missing: { leads: 0, wins: 0 } }) // 4
 */
export function lift({ with: fired, without }: RuleSupport): number | null {
	if (fired.leads === 0 || without.leads === 0 || without.wins === 0) return null;
	return fired.wins / fired.leads / (without.wins / without.leads);
}
