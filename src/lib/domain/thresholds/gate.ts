import type { Gate } from '#lib/domain/calibration/calibration.ts';
import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { aboveGate, tooFewAbove } from './gate-support.ts';

/**
 * What a gate catches among later leads: leads that pass (score at least the threshold), their win rate with Wilson
 * interval, and the share of all wins among them.
 *
 * @param groups - later leads by score
 * @param threshold - lowest score that passes
 * @param rule - how the threshold was chosen
 * @returns not measured under 30 leads (`few-leads-above-gate`), 10 wins (`few-wins-above-gate`) or 10 losses
 * (`few-losses-above-gate`) above the gate
 * @example gate(groups, 50, 'card') // { measured: true, threshold: 50, leads: 412, wins: 61, precision: 0.148, … }
 */
export function gate(
	groups: ScoreGroups,
	threshold: number,
	rule: Gate['rule']
): Gate | NotMeasured {
	const all = totals(groups);
	const above = aboveGate(groups, threshold);
	const refused = tooFewAbove(above, threshold);
	if (refused) return refused;
	return {
		measured: true,
		threshold,
		rule,
		leads: above.leads,
		wins: above.wins,
		shareOfLeads: above.leads / all.leads,
		precision: above.wins / above.leads,
		precisionCi: wilson(above.wins, above.leads),
		recall: above.wins / all.wins,
		missedWins: all.wins - above.wins
	};
}
