import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { driftOf, type Part } from './drift.ts';
import { refit } from './refit.ts';
import { splitClaim, type Ranking, type SplitClaim } from './split-claim.ts';

/** What a random split would have claimed, beside what the split of the calibration claims. */
export interface RandomSplit {
	atRandom: SplitClaim;
	/** AUC at random minus AUC as split. */
	difference: { current: Difference; fitted: Difference };
	/**
	 * In what a random split would have flattered: `ranking` = the fitted weights surely rank better there, `level` = there they
	 * predict the win rate, on later leads they miss it by more than a tenth.
	 */
	flatters: ('ranking' | 'level')[];
}

export interface Difference {
	difference: number;
	ci: [number, number];
}

/**
 * What a random split of the same leads would have claimed: weights fitted and put to the test on leads of the same
 * time. The interval of the difference takes the two sets of test leads for independent; they overlap, so it is wide
 * rather than narrow.
 *
 * @param cells - all usable leads cut at random; null where the split of the calibration is random
 * @param asSplit - what the calibration's own split says
 * @param earlier - its training leads
 * @returns not measured: `split-random`, or the reason why either side could not be measured
 * @example randomSplit(evidence.randomSplit, claim, trainCounts, card)
 */
export function randomSplit(
	cells: Cells | null,
	asSplit: Measured<SplitClaim>,
	earlier: Part,
	scorecard: Scorecard
): Measured<RandomSplit> {
	if (!cells) return notMeasured('split-random');
	if (!asSplit.measured) return asSplit;
	const [train, test] = [part(cells, 0), part(cells, 1)];
	const refitted = refit(train, test, scorecard, { method: 'maximum-likelihood' });
	if (!refitted.measured) return refitted;
	const atRandom = splitClaim(test, refitted);
	if (!atRandom.measured) return atRandom;
	const { measured: _, ...claimed } = atRandom;
	const difference = {
		current: differenceOf(claimed.current, asSplit.current),
		fitted: differenceOf(claimed.fitted, asSplit.fitted)
	};
	const flatters: RandomSplit['flatters'] = [];
	if (difference.fitted.ci[0] > 0) flatters.push('ranking');
	if (flattersLevel(claimed, asSplit, earlier)) flatters.push('level');
	return { measured: true, atRandom: claimed, difference, flatters };
}

function differenceOf(random: Ranking, split: Ranking): Difference {
	const difference = random.auc - split.auc;
	const error = Math.hypot(random.standardError, split.standardError);
	return { difference, ci: normalInterval(difference, error) };
}

/** The level is missed on later leads, and by less than half as much (on the log scale) at random. */
function flattersLevel(random: SplitClaim, split: SplitClaim, earlier: Part): boolean {
	const drift = driftOf(earlier, split, split.predicted);
	if (!drift.measured || ['within-chance', 'as-predicted'].includes(drift.level)) return false;
	const missed = (claim: SplitClaim) => Math.abs(Math.log(claim.rate / claim.predicted));
	return missed(random) < missed(split) / 2;
}
