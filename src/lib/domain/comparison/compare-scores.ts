import { swapSet } from '#lib/domain/calibration/swap-set.ts';
import { moreWins } from '#lib/domain/calibration/more-wins.ts';
import { FEWEST_TEST_WINS } from '#lib/domain/evaluation/card-verdict.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { evaluatedScores } from '#lib/domain/evaluation/evaluated-scores.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { scorePairs } from '#lib/domain/evaluation/score-pairs.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { aboveGate, tooFewAbove } from '#lib/domain/thresholds/gate-support.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type {
	ComparedScore,
	ComparedScores,
	EqualVolumes,
	Finding,
	GateOnLater,
	WorkedRanking
} from './compared-scores.ts';
import type { Contender, ContenderGate } from './contender.ts';
import { testedTogether } from './tested-together.ts';

/** Test leads as cells, whatever told the cells apart; every column has one entry a cell. */
export interface LaterLeads {
	n: Float64Array;
	k: Float64Array;
	/** Those that sales worked; null where the data does not say. */
	worked: { n: Float64Array; k: Float64Array } | null;
	/** How many of each cell sales accepted; null where the data does not say. */
	accepted: Float64Array | null;
	/** Leads by account, where whole accounts count as independent (statistics 1). */
	accounts?: ClusterCounts;
}

/**
 * Two or three scores on the same test leads (statistics 8, 15 to 18): every figure of each with its interval, every pair,
 * what each gate catches, who swaps at equal volume, and the ranking among worked leads.
 *
 * Differences are taken as later score minus earlier, so that a score of today stands first. Their p values are adjusted
 * for the number of pairs (Holm), each figure by itself; intervals are not.
 *
 * @param contenders - in the order in which they are shown
 * @param options.seed - of the consistency bands
 * @returns not measured: `few-scores` under two, `no-test-leads`, why a score has no probability (`params.score` names it),
 * or why the leads are too few (`few-wins`, `few-losses`, `few-accounts`)
 * @throws Error for columns of different length
 * @example compareScores([today, candidate], leads) // { measured: true, finding: { kind: 'better', pairs: [0] }, … }
 */
export function compareScores(
	contenders: readonly Contender[],
	leads: LaterLeads,
	{ seed = 1 }: { seed?: number } = {}
): Measured<ComparedScores> {
	const { n, k, accounts } = leads;
	if (contenders.length < 2) return notMeasured('few-scores', { found: contenders.length });
	if (totals({ n, k }).leads === 0) return notMeasured('no-test-leads');
	const scores: ProbableScore[] = [];
	for (const { score } of contenders) {
		if (!score.measured) return score;
		scores.push(score);
	}
	const paired = scorePairs(scores.toReversed(), n, k, accounts);
	if (!paired.measured) return paired;
	const evaluated = evaluatedScores(scores, paired.aucs.toReversed(), n, k, { accounts, seed });
	if (!evaluated.measured) return evaluated;
	const differences = testedTogether(inOrder(paired.pairs, scores.length), [
		'auc',
		'brierGain',
		'logLossGain'
	]);
	const all = totals({ n, k });
	return {
		measured: true,
		leads: all.leads,
		wins: all.wins,
		byAccount: accounts !== undefined,
		scores: evaluated.evaluations.map((evaluation, i): ComparedScore => ({
			evaluation,
			gates: {
				mql: onLater(scores[i], contenders[i].gates.mql, leads),
				sql: onLater(scores[i], contenders[i].gates.sql, leads)
			}
		})),
		differences,
		finding: findingOf(differences, all.wins),
		equalVolume: equalVolumes(contenders, scores, leads),
		worked: workedRanking(scores, leads)
	};
}

/** Pairs of the scores the other way round, as (1, 0), (2, 0), (2, 1). */
function inOrder<T extends { first: number; second: number }>(pairs: T[], scores: number): T[] {
	return pairs
		.map((pair) => ({
			...pair,
			first: scores - 1 - pair.first,
			second: scores - 1 - pair.second
		}))
		.toSorted((a, b) => a.first - b.first || a.second - b.second);
}

function findingOf(differences: ComparedScores['differences'], wins: number): Finding {
	if (wins < FEWEST_TEST_WINS) return { kind: 'few-wins', wins, needed: FEWEST_TEST_WINS };
	const size = (i: number) => Math.abs(differences[i].auc.difference);
	const pairs = [...differences.keys()]
		.filter((i) => (differences[i].auc.adjustedP ?? 1) < 0.05)
		.sort((a, b) => size(b) - size(a));
	if (pairs.length > 0) return { kind: 'better', pairs };
	const alike = differences.every(({ auc }) => auc.standardError === 0 && auc.difference === 0);
	return { kind: alike ? 'alike' : 'no-difference' };
}

function onLater(
	{ score }: ProbableScore,
	chosen: Measured<ContenderGate>,
	{ n, k, accepted }: LaterLeads
): GateOnLater {
	if (!chosen.measured) return { won: chosen, accepted: null };
	const { threshold, rule } = chosen;
	return {
		won: gate(collapseScores(score, n, k), threshold, rule),
		accepted: accepted && gate(collapseScores(score, n, accepted), threshold, rule)
	};
}

function equalVolumes(
	contenders: readonly Contender[],
	scores: ProbableScore[],
	{ n, k, worked, accounts }: LaterLeads
): Measured<EqualVolumes> {
	const reference = contenders.findIndex(({ gates }) => gates.mql.measured);
	const chosen = contenders[reference]?.gates.mql;
	if (!chosen?.measured) return notMeasured('no-gate-to-share');
	const { threshold } = chosen;
	const own = scores[reference].score;
	const above = aboveGate(collapseScores(own, n, k), threshold);
	const refused = tooFewAbove(above, threshold);
	if (refused) return refused;
	const others = [...scores.entries()].filter(([i]) => i !== reference);
	return {
		measured: true,
		reference,
		gate: threshold,
		leads: above.leads,
		wins: above.wins,
		others: others.map(([score, other]) => ({
			score,
			swapSet: swapSet(own, other.score, n, k, threshold),
			moreWins: moreWins(own, other, n, k, threshold, {
				worked: worked && { calibrated: other.score, ...worked },
				accounts
			}),
			worked: worked
				? swapSet(own, other.score, worked.n, worked.k, threshold)
				: notMeasured('worked-unknown')
		}))
	};
}

function workedRanking(scores: ProbableScore[], leads: LaterLeads): Measured<WorkedRanking> {
	const { worked } = leads;
	if (!worked) return notMeasured('worked-unknown');
	const columns = scores.map(({ score }) => score).toReversed();
	const ranked = compareAucs(columns, worked.n, worked.k);
	if (!ranked.measured) return ranked;
	const pairs = ranked.differences.map(({ first, second, ...auc }) => ({ first, second, auc }));
	const found = totals(worked);
	return {
		measured: true,
		leads: found.leads,
		wins: found.wins,
		shareOfLeads: found.leads / totals(leads).leads,
		aucs: ranked.aucs.toReversed().map(({ auc, ci }) => ({ auc, ci })),
		differences: testedTogether(inOrder(pairs, scores.length), ['auc'])
	};
}
