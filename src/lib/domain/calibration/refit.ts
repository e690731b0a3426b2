import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { fitRules } from './fit-rules.ts';
import { fittedScore } from './fitted-score.ts';
import type { FitWishes } from './rule-fit.ts';
import { probableScore, scoreSides } from './score-sides.ts';

/** Today's score and fitted weights, learned on some leads and put to others. */
export interface Refit {
	/** Today's points through the probability map of the leads they were learned on. */
	current: ProbableScore;
	fitted: ProbableScore;
}

/**
 * Learns the probability map of today's points and free weights on some leads and scores others with both: what any other
 * way of cutting the leads in two would have come to.
 *
 * @returns not measured where nothing could be fitted, with the reason of `fitRules`, or where today's score has no map
 * @example refit(train, test, card, { method: 'maximum-likelihood' })
 */
export function refit(
	train: Cells,
	later: Cells,
	scorecard: Scorecard,
	wishes: Omit<FitWishes, 'slopeCarries'> = {}
): Measured<Refit> {
	const today = scoreSides(train, later, scorecard);
	const { map } = today;
	const slopeCarries = map.measured && map.slopeCi[0] > 0;
	const slope = map.measured ? map.slope : null;
	const { fitted } = fitRules(train, scorecard, slope, { ...wishes, slopeCarries });
	if (!fitted.measured) return fitted;
	const current = probableScore(today, train);
	if (!current) return map as Exclude<typeof map, { measured: true }>;
	return { measured: true, current, fitted: fittedScore(later, scorecard, fitted) };
}
