import type { Design } from '#lib/domain/logistic/design.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { cardProblem, type CardProblem } from './card-problem.ts';
import { continuousOptimum, type ContinuousOptimum } from './continuous-optimum.ts';
import { cardLoss } from './card-loss.ts';
import type { PointsOptions } from './points-options.ts';
import { ANY_SLOPE } from './slope-window.ts';
import { searchStarts, type SearchStart } from './search-starts.ts';

/** What every question about the whole points of a card starts from; the only part whose cost grows with the leads. */
export interface PreparedCard {
	problem: CardProblem;
	/** The bound: no card has a smaller loss. */
	optimum: ContinuousOptimum;
	starts: SearchStart[];
	/** Log loss of a card without points, no penalty counted: it may be drawn far off for having none. */
	nullLoss: number;
}

/** Real weights that cost less than this share of the null loss part wins from losses. */
const SEPARATED = 1e-6;

/**
 * Checks what is wanted of a card, fits the continuous optimum and the places from which whole points are looked for.
 *
 * @returns not measured for all reasons of `cardProblem`, and where rules part all wins from all losses
 * (`separated-rules`). Where they part only some leads from the rest, whole points are still well defined, because the
 * range keeps them from running off.
 * @example prepareCard(design, { min: -5, max: 5 })
 */
export function prepareCard(design: Design, options: PointsOptions): Measured<PreparedCard> {
	const problem = cardProblem(design, options);
	if (!problem.measured) return problem;
	const optimum = continuousOptimum(problem);
	const nullLoss = lossWithoutPoints(problem);
	if (optimum.loss < SEPARATED * nullLoss) return notMeasured('separated-rules');
	return { measured: true, problem, optimum, starts: searchStarts(problem, optimum), nullLoss };
}

function lossWithoutPoints(problem: CardProblem): number {
	const none = new Float64Array(problem.low.length);
	const penalty = { square: none, pull: none, constant: 0 };
	return cardLoss({ ...problem, penalty, slopes: ANY_SLOPE })(none).loss;
}
