import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { lossOfLead } from '#lib/domain/evaluation/log-loss.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { levelWeights, sum, type ColumnLevels } from './column-levels.ts';

/** How well one column alone foretells the outcome of leads it was not learned on. */
export interface LevelStrength {
	/** Test leads, and the wins among them. */
	leads: number;
	wins: number;
	/** Chance that a won test lead has the better value, ties half; DeLong interval. */
	auc: number;
	aucCi: [number, number];
	/** Share of the test leads' log loss that the column takes away, 0 (nothing) to 1 (decides). */
	explained: number;
	explainedCi: [number, number];
}

/** Wins and losses on either side from which a column's strength is measured at all. */
export const FEWEST_OF_OUTCOME = 20;

/**
 * Strength of one column out of time: what its levels are worth is learned on training leads and judged on test leads.
 * The explained share is McFadden's 1 - loss / null loss on test leads, after a two-parameter logistic map (statistics 8):
 * a base rate that has moved is no fault of the column. Where the map falls (what held early is turned round later) the
 * share is 0. Its interval comes from the lead-by-lead losses (delta method of a ratio of means).
 *
 * @returns not measured (`few-wins`, `few-losses`) under 20 of either outcome in training or test
 * @example levelStrength(tags) // { measured: true, auc: 0.93, explained: 0.58, … }
 */
export function levelStrength(levels: ColumnLevels): Measured<LevelStrength> {
	const [leads, wins] = [sum(levels.testN), sum(levels.testK)];
	const fewestWins = Math.min(wins, sum(levels.trainK));
	const fewestLosses = Math.min(leads - wins, sum(levels.trainN) - sum(levels.trainK));
	if (fewestWins < FEWEST_OF_OUTCOME) {
		return notMeasured('few-wins', { wins: fewestWins, needed: FEWEST_OF_OUTCOME });
	}
	if (fewestLosses < FEWEST_OF_OUTCOME) {
		return notMeasured('few-losses', { losses: fewestLosses, needed: FEWEST_OF_OUTCOME });
	}
	const groups = collapseScores(levelWeights(levels), levels.testN, levels.testK);
	const ranked = auc(groups);
	if (!ranked.measured) return ranked;
	return {
		measured: true,
		leads,
		wins,
		auc: ranked.auc,
		aucCi: ranked.ci,
		...explainedOf(groups, wins / leads)
	};
}

function explainedOf(
	groups: ScoreGroups,
	rate: number
): Pick<LevelStrength, 'explained' | 'explainedCi'> {
	const map = probabilityMap(groups);
	const slope = map.measured ? map.slope : separatedSlope(map.reason);
	if (slope <= 0) return { explained: 0, explainedCi: [0, 0] };
	const intercept = map.measured ? map.intercept : interceptOf(groups);
	return shareTakenAway(groups, mappedProbabilities({ intercept, slope }, groups.score), rate);
}

/** Where a value parts the outcomes, be it of one lead, no slope can be fitted: the weights stand as they were learned. */
function separatedSlope(reason: string): number {
	return reason === 'separated-score' ? 1 : 0;
}

/** The base rate of the test leads, with the weights as they are. */
function interceptOf({ score, n, k }: ScoreGroups): number {
	return fitLogistic({ names: [], columns: [], offset: score, n, k }).coefficients[0];
}

function shareTakenAway({ n, k }: ScoreGroups, probability: Float64Array, rate: number) {
	const nullLoss = [lossOfLead(rate, false), lossOfLead(rate, true)];
	let [leads, loss, nothing] = [0, 0, 0];
	const each = (visit: (count: number, own: number, none: number) => void) =>
		n.forEach((count, g) => {
			visit(count - k[g], lossOfLead(probability[g], false), nullLoss[0]);
			visit(k[g], lossOfLead(probability[g], true), nullLoss[1]);
		});
	each((count, own, none) => {
		leads += count;
		loss += count * own;
		nothing += count * none;
	});
	const left = loss / nothing;
	let square = 0;
	each((count, own, none) => (square += count * (own - left * none) ** 2));
	const standardError = Math.sqrt(square) / nothing;
	const [lower, upper] = normalInterval(1 - left, leads > 1 ? standardError : 0);
	const cut = (value: number) => Math.min(1, Math.max(0, value));
	return {
		explained: cut(1 - left),
		explainedCi: [cut(lower), cut(upper)] as [number, number]
	};
}
