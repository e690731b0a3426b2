import { aboveGate } from '#lib/domain/thresholds/gate-support.ts';
import { gateProfit, type Profit } from '#lib/domain/thresholds/gate-profit.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { jointProfit, type OutcomeCounts } from '#lib/domain/thresholds/joint-profit.ts';
import type { GateChoice, GateOnTraining, GateOutcome, LaterGate } from './gate-choices.ts';
import type { GateSide, OutcomeGroups } from './gate-side.ts';
import { economicsOf, jointEconomicsOf, type GateTerms } from './gate-terms.ts';
import { volumeAbove } from './gate-volumes.ts';
import { toldOf } from './told-of.ts';

/**
 * What a gate catches among the later leads, by either outcome (statistics 2, 18).
 *
 * @returns each outcome is not measured for the reasons of `gate`; profit and weekly volume are null where they cannot be told
 * @example laterGate(side, { rule: 'capacity', … }, 47, terms).won // { measured: true, leads: 412, wins: 61, … }
 */
export function laterGate(
	side: Pick<GateSide, 'test' | 'weeks'>,
	{ rule }: Pick<GateOnTraining, 'rule'>,
	threshold: number,
	terms: GateTerms
): LaterGate {
	const { won, accepted } = side.test;
	const by = (outcome: GateOutcome, groups: OutcomeGroups['won']) => {
		const found = gate(groups, threshold, rule);
		return found.measured ? found : toldOf(found, 'later', outcome);
	};
	const onWins = by('won', won);
	const worked = economicsOf(terms);
	const volume = volumeAbove(side, threshold);
	const at = won.score.indexOf(threshold);
	return {
		won: onWins,
		accepted: accepted && by('accepted', accepted),
		passing: aboveGate(won, threshold).leads,
		tied: at === -1 ? 0 : won.n[at],
		perWeek: volume.measured ? volume.mean : null,
		profit:
			onWins.measured && worked.measured && rule !== 'joint'
				? gateProfit(onWins, worked.economics)
				: null
	};
}

/**
 * Profit of both gates together on later leads; null where they were not found or either was refused there.
 *
 * @example laterJointProfit(side.test, choices, terms)?.cents // 1_204_000
 */
export function laterJointProfit(
	{ won, accepted }: OutcomeGroups,
	choices: GateChoice[],
	terms: GateTerms
): Profit | null {
	const joint = choices.filter(({ rule }) => rule === 'joint');
	const [mql, sql] = (['mql', 'sql'] as const).map((name) =>
		joint.find((each) => each.gate === name)
	);
	const worked = jointEconomicsOf(terms);
	if (!accepted || !worked.measured || !mql?.chosen.measured || !sql) return null;
	if (refusedLater(mql) || (sql.chosen.measured && refusedLater(sql))) return null;
	const above = (threshold: number): OutcomeCounts => {
		const { leads, wins } = aboveGate(accepted, threshold);
		return { leads, accepted: wins, won: aboveGate(won, threshold).wins };
	};
	const straight = sql.chosen.measured ? above(sql.chosen.threshold) : NOBODY;
	const all = above(mql.chosen.threshold);
	const qualified = {
		leads: all.leads - straight.leads,
		accepted: all.accepted - straight.accepted,
		won: all.won - straight.won
	};
	return jointProfit(qualified, straight, worked.economics);
}

const NOBODY: OutcomeCounts = { leads: 0, accepted: 0, won: 0 };

/** Whether a gate was refused on the later leads by its own outcome. */
function refusedLater({ outcome, later }: GateChoice): boolean {
	return !later?.[outcome]?.measured;
}
