import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { AucComparison } from './compare-aucs.ts';
import { gini } from './gini.ts';
import {
	scoreEvaluation,
	type ProbableScore,
	type ScoreEvaluationOptions
} from './score-evaluation.ts';

/**
 * Everything that is said about each of several scores on the same leads, with the interval of the AUC as it was found when
 * they were compared: by account where accounts count.
 *
 * @param scores - in the order of `aucs`
 * @param aucs - of `compareAucs` on the same leads
 * @returns not measured where one of them is not (`scoreEvaluation`)
 * @example evaluatedScores([today, calibrated], compared.aucs, n, k) // { measured: true, evaluations: [{ auc: 0.75, … }, …] }
 */
export function evaluatedScores(
	scores: readonly ProbableScore[],
	aucs: readonly Pick<AucComparison['aucs'][number], 'ci'>[],
	n: Float64Array,
	k: Float64Array,
	options: ScoreEvaluationOptions = {}
): Measured<{ evaluations: ScoreEvaluation[] }> {
	const evaluations: ScoreEvaluation[] = [];
	for (const [i, score] of scores.entries()) {
		const found = scoreEvaluation(score, n, k, options);
		if ('reason' in found) return found;
		const [lower, upper] = aucs[i].ci;
		evaluations.push({ ...found, aucCi: [lower, upper], giniCi: [gini(lower), gini(upper)] });
	}
	return { measured: true, evaluations };
}
