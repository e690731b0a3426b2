import type { Design } from '#lib/domain/logistic/design.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { penaltyOf } from './card-penalty.ts';
import { pointsOfSteps, weightsOfTerms, type CardProblem } from './card-problem.ts';
import { neatCard } from './neat-card.ts';
import type { PointsOptions } from './points-options.ts';
import { prepareCard, type PreparedCard } from './prepared-card.ts';
import { workLimit, type ProofWatch } from './proof-watch.ts';
import { proveCard } from './prove-card.ts';
import { searchCard, type FoundCard } from './search-card.ts';

/** A card of whole points with what it costs. Losses are sums over leads, in nats. */
export interface WholeCard {
	/** Points of every rule, in the order of the design. */
	points: number[];
	/** Log-odds of a win at score 0, and per point: logit p = intercept + slope x score. */
	intercept: number;
	slope: number;
	/** Log loss of these probabilities. */
	logLoss: number;
	/** What was minimised: the log loss, plus the penalty where there is one. */
	loss: number;
	/** Rules with points other than 0. */
	rules: number;
	/** Rules whose points differ from today's; null where today's were not given. */
	changed: number | null;
}

/** The best card found, and how far from the best it can be (statistics 14). */
export interface IntegerCard extends WholeCard {
	/** No allowed card can have a smaller loss: the least loss of real weights under the same limits. */
	bound: number;
	/** The weights of that loss: log-odds of each rule, in the order of the design. */
	boundWeights: number[];
	/** loss - bound. */
	gap: number;
	/** The gap as a share of explained loss (null minus bound); null where nothing can be explained. */
	gapShare: number | null;
	/** Loss of a card without points. */
	nullLoss: number;
	/** Only then may the card be called optimal: it is proven that no allowed card is better. */
	certified: boolean;
	/** Other cards that were looked at, best first. */
	others: WholeCard[];
}

/** Operations spent on a proof where nothing else is said: a second or two. */
const PROOF_WORK = 3e7;

/**
 * The card of whole points with the least log loss, profiled over intercept and slope, under everything that is wanted
 * of it; with the bound that real weights set, and a certificate where the proof ends in time.
 *
 * @param design - rules as the card evaluates them (0 where a rule cannot be evaluated), no nuisance terms, no offset;
 * caps are not part of it (see `cardPoints`)
 * @param watch - how long a proof is tried; with `() => true` to its end
 * @returns not measured for all reasons of `prepareCard`, and `separated-score` where the best card parts all wins from
 * all losses
 * @example integerCard(design, { min: -5, max: 5, maxRules: 5 }) // { measured: true, points: [4, -5, 2, 5, 3], … }
 */
export function integerCard(
	design: Design,
	options: PointsOptions,
	watch: ProofWatch = workLimit(PROOF_WORK)
): Measured<IntegerCard> {
	const prepared = prepareCard(design, options);
	return prepared.measured ? bestCard(prepared, watch) : prepared;
}

/** The same for a card that is prepared already. */
export function bestCard(
	prepared: PreparedCard,
	watch: ProofWatch = workLimit(PROOF_WORK)
): Measured<IntegerCard> {
	const { problem, optimum, starts, nullLoss } = prepared;
	const found = searchCard(problem, starts);
	const { card, certified, bound } = proveCard(problem, optimum, found[0], watch);
	if (separates(problem, card)) return notMeasured('separated-score');
	const shown = wholeCard(problem, card);
	const gap = Math.max(0, shown.loss - bound.loss);
	const explained = nullLoss - bound.loss;
	return {
		measured: true,
		...shown,
		bound: Math.min(bound.loss, shown.loss),
		boundWeights: weightsOfTerms(problem, bound.weights),
		gap,
		gapShare: explained > 1e-9 * nullLoss ? gap / explained : null,
		nullLoss,
		certified,
		others: [...(card === found[0] ? [] : [found[0]]), ...found.slice(1)].map((other) =>
			wholeCard(problem, other)
		)
	};
}

/**
 * A found card as it is shown: of all its multiples the one nearest to today's.
 *
 * @example wholeCard(problem, searchCard(problem, starts)[0]).points // [4, -5, 2, 5, 3]
 */
export function wholeCard(problem: CardProblem, card: FoundCard): WholeCard {
	const steps = neatCard(problem, card.steps);
	const first = steps.findIndex((value) => value !== 0);
	const factor = first === -1 ? 1 : steps[first] / card.steps[first];
	return exactCard(problem, { ...card, steps, slope: card.slope / factor });
}

/**
 * A found card as it is, at the scale at which it was found.
 *
 * @example exactCard(problem, { steps: Int32Array.of(4, -2), loss, intercept, slope }).points // [4, -2]
 */
export function exactCard(problem: CardProblem, card: FoundCard): WholeCard {
	const points = pointsOfSteps(problem, card.steps);
	const weights = Array.from(card.steps, (value) => value * card.slope);
	return {
		points,
		intercept: card.intercept,
		slope: card.slope,
		logLoss: card.loss - penaltyOf(problem.penalty, weights),
		loss: card.loss,
		rules: points.filter((value) => value !== 0).length,
		changed: problem.pointsToday && differingPoints(points, problem.pointsToday)
	};
}

/** @example differingPoints([5, 0], [5, 3]) // 1 */
export function differingPoints(a: readonly number[], b: readonly number[]): number {
	return a.filter((value, j) => value !== b[j]).length;
}

/** Whether some score parts all wins from all losses, so that its slope would run off. */
function separates({ columns, n, k }: CardProblem, { steps }: FoundCard): boolean {
	let lowestWin = Infinity;
	let highestLoss = -Infinity;
	for (let c = 0; c < n.length; c++) {
		const score = columns.reduce((sum, column, j) => sum + steps[j] * column[c], 0);
		if (k[c] > 0) lowestWin = Math.min(lowestWin, score);
		if (k[c] < n[c]) highestLoss = Math.max(highestLoss, score);
	}
	return lowestWin >= highestLoss && steps.some((value) => value !== 0);
}
