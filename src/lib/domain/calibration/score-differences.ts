import type { AucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { scorePairs } from '#lib/domain/evaluation/score-pairs.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { ScoreDifference, ScoreName } from './comparison.ts';

/** One figure a score. */
export type Scores<T> = Record<ScoreName, T>;

/** Areas under the three ROC curves and what is known about their differences. */
export interface RankedScores {
	aucs: Scores<{ auc: number; ci: [number, number] }>;
	/** Calibrated against today's, fitted against today's, calibrated against fitted. */
	differences: { first: ScoreName; second: ScoreName; auc: AucDifference }[];
}

/** The order in which a difference is taken: the score that is hoped to be better first. */
const ORDER = ['calibrated', 'fitted', 'current'] as const;

/**
 * Paired DeLong comparison of the three scores on the same leads, by lead or by account.
 *
 * @param scores - of each cell
 * @returns not measured with fewer than two wins, losses or accounts with either
 * @example rankedScores(scores, n, k) // { measured: true, differences: [{ first: 'calibrated', second: 'current', … }], … }
 */
export function rankedScores(
	scores: Scores<Float64Array>,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<RankedScores> {
	const compared = compareAucs(
		ORDER.map((name) => scores[name]),
		n,
		k,
		accounts
	);
	if (!compared.measured) return compared;
	const pairs = compared.differences.map(({ first, second, ...auc }) => ({ first, second, auc }));
	return { measured: true, ...named(compared.aucs, pairs) };
}

/**
 * The same with the differences of Brier score and log loss, paired on the same leads (statistics 8, 15).
 *
 * @param scores - with the probability each stands for
 * @returns not measured as `rankedScores`, or with fewer than two leads
 * @throws Error for columns of different length or probabilities outside 0..1
 * @example scoreDifferences(scores, n, k) // { measured: true, differences: [{ brierGain: { difference: 0.0053, … }, … }], … }
 */
export function scoreDifferences(
	scores: Scores<ProbableScore>,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<{ aucs: RankedScores['aucs']; differences: ScoreDifference[] }> {
	const inOrder = ORDER.map((name) => scores[name]);
	const compared = scorePairs(inOrder, n, k, accounts);
	if (!compared.measured) return compared;
	return { measured: true, ...named(compared.aucs, compared.pairs) };
}

/** Areas and pairs by name, those against today's points first. */
function named<T extends { first: number; second: number }>(
	areas: { auc: number; ci: [number, number] }[],
	pairs: T[]
) {
	const [calibrated, fitted, current] = areas.map(({ auc, ci }) => ({ auc, ci }));
	const [againstFitted, ...againstToday] = pairs.map((pair) => ({
		...pair,
		first: ORDER[pair.first],
		second: ORDER[pair.second]
	}));
	return {
		aucs: { current, fitted, calibrated },
		differences: [...againstToday, againstFitted]
	};
}
