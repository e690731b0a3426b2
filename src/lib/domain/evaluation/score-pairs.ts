import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { AucDifference } from './auc-difference.ts';
import { brierDifference } from './brier-difference.ts';
import { compareAucs, type AucComparison } from './compare-aucs.ts';
import { logLossDifference } from './log-loss-difference.ts';
import type { PairedDifference } from './paired-difference.ts';
import type { ProbableScore } from './score-evaluation.ts';

/** One score against another on the same leads; everything above 0 speaks for the first. */
export interface ScorePair {
	/** Positions among the scores. */
	first: number;
	second: number;
	/** AUC of the first minus AUC of the second, paired (DeLong). */
	auc: AucDifference;
	/** Brier score of the second minus that of the first, paired. */
	brierGain: PairedDifference;
	/** Log loss of the second minus that of the first, paired, in nats. */
	logLossGain: PairedDifference;
}

/**
 * Every pair of scores on the same leads (statistics 8, 15): AUC by DeLong, Brier score and log loss of the probability each
 * stands for, by lead or by account.
 *
 * @param scores - the one that is hoped to be better first
 * @returns areas in order of the scores, pairs as (0, 1), (0, 2), (1, 2), …; not measured as `compareAucs` and
 * `pairedDifference`
 * @throws Error for no scores, columns of different length or probabilities outside 0..1
 * @example scorePairs([calibrated, today], n, k) // { measured: true, pairs: [{ first: 0, second: 1, … }], … }
 */
export function scorePairs(
	scores: readonly ProbableScore[],
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<{ aucs: AucComparison['aucs']; pairs: ScorePair[] }> {
	const ranked = compareAucs(
		scores.map(({ score }) => score),
		n,
		k,
		accounts
	);
	if (!ranked.measured) return ranked;
	const pairs: ScorePair[] = [];
	for (const { first, second, ...auc } of ranked.differences) {
		const losses = [scores[second].probability, scores[first].probability] as const;
		const brier = brierDifference(...losses, n, k, accounts);
		const logLoss = logLossDifference(...losses, n, k, accounts);
		if (!brier.measured) return brier;
		if (!logLoss.measured) return logLoss;
		pairs.push({
			first,
			second,
			auc,
			brierGain: figuresOf(brier),
			logLossGain: figuresOf(logLoss)
		});
	}
	return { measured: true, aucs: ranked.aucs, pairs };
}

function figuresOf({ difference, standardError, z, p, ci }: PairedDifference): PairedDifference {
	return { difference, standardError, z, p, ci };
}
