import { cellsAt } from '#lib/domain/cells/cells-at.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { TimeBlocks } from './evidence.ts';
import type { Difference } from './random-split.ts';
import { refit } from './refit.ts';
import type { Ranking } from './split-claim.ts';

/** Today's points and fitted weights put to block after block of leads, each learned on all earlier ones. */
export interface RollingOrigin {
	/** Blocks that were predicted, and the leads and wins in them. */
	blocks: number;
	leads: number;
	wins: number;
	/** AUC within blocks, each weighed by its pairs of a win and a loss. */
	current: Ranking;
	fitted: Ranking;
	/** AUC of fitted weights minus that of today's points. */
	difference: Difference;
	/** Log loss per lead of today's mapped points minus that of fitted weights, with 95 % interval. */
	gain: number;
	gainCi: [number, number];
}

/** Wins and losses that a block needs before it to be predicted. */
const FEWEST_BEHIND = 10;
const FEWEST_BLOCKS = 2;
/** Cells up to which the strength of a ridge is chosen anew for every block. */
const MOST_CELLS_FOR_RIDGE = 20_000;
/** Blocks that choose it: the last ones before the block; all that lies before them is one. */
const BLOCKS_FOR_RIDGE = 3;

/**
 * Rolling origin over all leads (statistics 6): at every start of a time block, weights and the probability map of today's
 * points are learned on all earlier leads and put to the leads of the block. Nothing a block is predicted with has
 * seen it, the strength of a ridge included. AUCs are pooled within blocks, so that a base rate that moves between blocks neither helps nor harms a score.
 *
 * @returns not measured: `no-blocks`, `few-origins` where fewer than two blocks could be predicted, or the reason of the
 * comparison
 * @example rollingOrigin(evidence.blocks, card) // { measured: true, blocks: 8, wins: 210, gain: 0.004, … }
 */
export function rollingOrigin(
	blocks: TimeBlocks | null,
	scorecard: Scorecard,
	onStep: (share: number) => void = () => {}
): Measured<RollingOrigin> {
	if (!blocks) return notMeasured('no-blocks');
	const last = blocks.block.reduce((most, each) => Math.max(most, each), 0);
	const predicted: Predicted[] = [];
	for (let at = 1; at <= last; at++) {
		const found = predictBlock(blocks, at, scorecard);
		if (found) predicted.push(found);
		onStep(at / last);
	}
	if (predicted.length < FEWEST_BLOCKS) {
		return notMeasured('few-origins', { origins: predicted.length, needed: FEWEST_BLOCKS });
	}
	return pooled(predicted);
}

interface Predicted {
	n: Float64Array;
	k: Float64Array;
	/** Scores to rank by, and the chances of a win they stand for. */
	scores: [current: Float64Array, fitted: Float64Array];
	probabilities: [current: Float64Array, fitted: Float64Array];
}

/** Null where too little lies before the block, or nothing could be fitted to it. */
function predictBlock(
	{ cells, block }: TimeBlocks,
	at: number,
	scorecard: Scorecard
): Predicted | null {
	const before = cellsWhere(cells, (c) => block[c] < at);
	const { wins, losses } = totals(before);
	if (wins < FEWEST_BEHIND || losses < FEWEST_BEHIND) return null;
	const next = cellsWhere(cells, (c) => block[c] === at);
	const first = Math.max(0, at - BLOCKS_FOR_RIDGE - 1);
	const recent = block.filter((each) => each < at).map((each) => Math.max(0, each - first));
	const earlier = { cells: before, block: recent };
	const small = cells.length <= MOST_CELLS_FOR_RIDGE;
	const found = refit(before, next, scorecard, {
		method: small ? 'auto' : 'maximum-likelihood',
		blocks: earlier
	});
	if (!found.measured) return null;
	const { current, fitted } = found;
	return {
		n: next.n,
		k: next.k,
		scores: [current.score, fitted.score],
		probabilities: [current.probability, fitted.probability]
	};
}

/** All of them as training cells. */
function cellsWhere(cells: Cells, holds: (c: number) => boolean): Cells {
	const keep: number[] = [];
	for (let c = 0; c < cells.length; c++) if (holds(c)) keep.push(c);
	return { ...cellsAt(cells, keep), test: new Uint8Array(keep.length) };
}

function pooled(predicted: Predicted[]): Measured<RollingOrigin> {
	const all = { n: joined(predicted, ({ n }) => n), k: joined(predicted, ({ k }) => k) };
	const [today, fitted] = [0, 1].map((s) => joined(predicted, (each) => each.probabilities[s]));
	const gain = logLossDifference(today, fitted, all.n, all.k);
	if (!gain.measured) return gain;
	const ranked = rankingWithinBlocks(predicted);
	if (!ranked.measured) return ranked;
	const { leads, wins } = totals(all);
	const { measured: _, ...ranking } = ranked;
	return {
		measured: true,
		blocks: predicted.length,
		leads,
		wins,
		...ranking,
		gain: gain.difference,
		gainCi: gain.ci
	};
}

/** A stratified AUC: pairs are formed within blocks only. */
function rankingWithinBlocks(
	predicted: Predicted[]
): Measured<Pick<RollingOrigin, 'current' | 'fitted' | 'difference'>> {
	let pairs = 0;
	const auc = [0, 0];
	const covariance = [0, 0, 0];
	for (const { n, k, scores } of predicted) {
		const found = compareAucs(scores, n, k);
		if (!found.measured) continue;
		const { wins, losses } = totals({ n, k });
		const weight = wins * losses;
		pairs += weight;
		found.aucs.forEach((each, s) => (auc[s] += weight * each.auc));
		const [[a, both], [, b]] = found.covariance;
		[a, both, b].forEach((value, i) => (covariance[i] += weight ** 2 * value));
	}
	if (pairs === 0) return notMeasured('few-wins', { wins: 0, needed: 2 });
	const [current, fitted] = auc.map((sum) => sum / pairs);
	const [ofCurrent, both, ofFitted] = covariance.map((sum) => sum / pairs ** 2);
	const error = Math.sqrt(Math.max(0, ofCurrent + ofFitted - 2 * both));
	const difference = fitted - current;
	return {
		measured: true,
		current: ranking(current, ofCurrent),
		fitted: ranking(fitted, ofFitted),
		difference: { difference, ci: normalInterval(difference, error) }
	};
}

function ranking(auc: number, variance: number): Ranking {
	const standardError = Math.sqrt(variance);
	const [lower, upper] = normalInterval(auc, standardError);
	return { auc, standardError, ci: [Math.max(0, lower), Math.min(1, upper)] };
}

function joined(predicted: Predicted[], of: (each: Predicted) => Float64Array): Float64Array {
	return Float64Array.from(predicted.flatMap((each) => [...of(each)]));
}
