import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aboveGate, tooFewAbove } from './gate-support.ts';
import type { ScoreMap } from './refit-map.ts';

/** What leads cost and bring, in cents. */
export interface LeadEconomics {
	/** Revenue of a win. */
	valueCents: number;
	/** Share of the revenue that is earned, above 0. */
	margin: number;
	/** Cost of working a lead. */
	costCents: number;
}

/** The gate above which working a lead pays. */
export interface CostGate {
	/** Lowest score of a lead that passes. */
	threshold: number;
	/** Chance of a win at which a lead just pays, and the score that stands for it. */
	breakEven: number;
	breakEvenScore: number;
	/** Over the leads that pass: as the probability map expects it, and as it was observed. */
	expectedProfitCents: number;
	observedProfitCents: number;
}

/**
 * Chance of a win at which working a lead pays just its cost: cost / (value x margin).
 *
 * @returns not measured where a win earns nothing (`win-earns-nothing`) or a lead costs what a win earns (`never-pays`)
 * @throws Error for amounts that are no numbers, or a negative cost
 * @example breakEven({ valueCents: 500_000, margin: 0.4, costCents: 10_000 }) // { measured: true, probability: 0.05 }
 */
export function breakEven({
	valueCents,
	margin,
	costCents
}: LeadEconomics): Measured<{ probability: number }> {
	const amounts = [valueCents, margin, costCents];
	if (!amounts.every(Number.isFinite) || costCents < 0) {
		throw new Error(`breakEven: value ${valueCents}, margin ${margin}, cost ${costCents}`);
	}
	const earned = valueCents * margin;
	if (!(earned > 0)) return notMeasured('win-earns-nothing', { valueCents, margin });
	const share = costCents / earned;
	if (share >= 1) return notMeasured('never-pays', { costCents, earnedCents: earned });
	return { measured: true, probability: share };
}

/**
 * The gate that passes all leads worth their cost: break-even probability, taken back to a score through the probability
 * map of the score (statistics 8), which is fitted on the same leads.
 *
 * @param groups - training leads by score, wins as in the outcome whose value is meant
 * @param mapOf - fits the map; for samples of leads whose map is known, `refitMap`
 * @returns not measured: for the reasons of `breakEven` and `probabilityMap`; `no-slope` where the score does not rise with
 * the odds; `no-lead-pays` where no lead reaches the score; too few above the gate (statistics 18)
 * @example costGate(groups, { valueCents: 500_000, margin: 0.4, costCents: 10_000 }) // { threshold: 35, … }
 */
export function costGate(
	groups: ScoreGroups,
	economics: LeadEconomics,
	mapOf: (groups: ScoreGroups) => Measured<ScoreMap> = probabilityMap
): Measured<CostGate> {
	const pays = breakEven(economics);
	if (!pays.measured) return pays;
	const map = mapOf(groups);
	if (!map.measured) return map;
	if (map.slope <= 0) return notMeasured('no-slope', { slope: map.slope });
	const logit = Math.log(pays.probability / (1 - pays.probability));
	const [lowest, highest] = [groups.score[0], groups.score[groups.score.length - 1]];
	const breakEvenScore = pays.probability === 0 ? lowest : (logit - map.intercept) / map.slope;
	const threshold = groups.score.find((score) => score >= breakEvenScore);
	if (threshold === undefined) {
		return notMeasured('no-lead-pays', { score: breakEvenScore, highest });
	}
	const above = aboveGate(groups, threshold);
	const refused = tooFewAbove(above, threshold);
	if (refused) return refused;
	const earned = economics.valueCents * economics.margin;
	const expectedWins = groups.score.reduce(
		(sum, score, g) =>
			score >= threshold ? sum + groups.n[g] * probability(map.intercept + map.slope * score) : sum,
		0
	);
	const spent = above.leads * economics.costCents;
	return {
		measured: true,
		threshold,
		breakEven: pays.probability,
		breakEvenScore,
		expectedProfitCents: expectedWins * earned - spent,
		observedProfitCents: above.wins * earned - spent
	};
}
