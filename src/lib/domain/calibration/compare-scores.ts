import type { Cells } from '#lib/domain/cells/cells.ts';
import { evaluatedScores } from '#lib/domain/evaluation/evaluated-scores.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { Evaluation } from './calibration.ts';
import type { Comparison, WorkedComparison } from './comparison.ts';
import { moreWins } from './more-wins.ts';
import {
	rankedScores,
	scoreDifferences,
	type RankedScores,
	type Scores
} from './score-differences.ts';
import { swapSet } from './swap-set.ts';

export interface CompareScoresOptions {
	/** Today's MQL gate; null where the card has none. */
	gate: number | null;
	/** The test leads that sales worked, with their scores; null where the data does not say. */
	worked: ScoredLeads | null;
	/** Test leads by account, where whole accounts count as independent (statistics 1). */
	accounts?: ClusterCounts;
	/** Of the consistency bands. */
	seed?: number;
}

/** Leads of cells with the three scores of each. */
export type ScoredLeads = Scores<Float64Array> & Pick<Cells, 'n' | 'k'>;

/** The two sections of a calibration that set scores side by side. */
export interface ComparedScores {
	evaluation: Evaluation | NotMeasured;
	comparison: Measured<Comparison>;
}

/**
 * The three scores on the same test leads (statistics 8, 15, 16): every figure of each, every pair, the swap set and what
 * it is worth, and the same among worked leads.
 *
 * @param test - test cells
 * @param scores - of each test cell; null for one that could not be made
 * @returns both not measured: `no-test-leads`, `not-fitted`, or with too few wins, losses or accounts to compare
 * @example compareScores(test, scores, { gate: 55, worked: null }).comparison.measured // true
 */
export function compareScores(
	test: Cells,
	scores: Scores<ProbableScore | null>,
	options: CompareScoresOptions
): ComparedScores {
	const { current, fitted, calibrated } = scores;
	if (test.length === 0) return refused(notMeasured('no-test-leads'));
	if (!current || !fitted || !calibrated) return refused(notMeasured('not-fitted'));
	const all = { current, fitted, calibrated };
	const pairs = scoreDifferences(all, test.n, test.k, options.accounts);
	if (!pairs.measured) return refused(pairs);
	const evaluation = evaluationOf(test, all, pairs.aucs, options);
	if (!evaluation.measured) return refused(evaluation);
	const { leads, wins, byAccount } = evaluation;
	const { gate, worked, accounts } = options;
	const atGate = <T>(measure: (gate: number) => Measured<T>): Measured<T> =>
		gate === null ? notMeasured('no-gate-on-card') : measure(gate);
	return {
		evaluation,
		comparison: {
			measured: true,
			leads,
			wins,
			byAccount,
			differences: pairs.differences,
			swapSet: atGate((at) => swapSet(current.score, calibrated.score, test.n, test.k, at)),
			moreWins: atGate((at) =>
				moreWins(current.score, calibrated, test.n, test.k, at, { worked, accounts })
			),
			worked: worked ? workedComparison(worked, leads, atGate) : notMeasured('worked-unknown')
		}
	};
}

function refused(why: NotMeasured): ComparedScores {
	return { evaluation: why, comparison: why };
}

function evaluationOf(
	test: Cells,
	scores: Scores<ProbableScore>,
	aucs: RankedScores['aucs'],
	options: CompareScoresOptions
): Evaluation | NotMeasured {
	const names = ['current', 'fitted', 'calibrated'] as const;
	const found = evaluatedScores(
		names.map((name) => scores[name]),
		names.map((name) => aucs[name]),
		test.n,
		test.k,
		options
	);
	if (!found.measured) return found;
	const [current, fitted, calibrated] = found.evaluations;
	const { leads, wins } = totals(test);
	const byAccount = options.accounts !== undefined;
	return { measured: true, leads, wins, byAccount, current, fitted, calibrated };
}

function workedComparison(
	worked: ScoredLeads,
	testLeads: number,
	atGate: <T>(measure: (gate: number) => Measured<T>) => Measured<T>
): Measured<WorkedComparison> {
	const { n, k, current, calibrated } = worked;
	const ranked = rankedScores(worked, n, k);
	if (!ranked.measured) return ranked;
	const { leads, wins } = totals(worked);
	return {
		measured: true,
		leads,
		wins,
		shareOfLeads: leads / testLeads,
		aucs: ranked.aucs,
		differences: ranked.differences,
		swapSet: atGate((at) => swapSet(current, calibrated, n, k, at))
	};
}
