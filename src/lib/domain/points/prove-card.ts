import { isLimited } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import type { ContinuousOptimum } from './continuous-optimum.ts';
import { ProofWork, type ProofWatch } from './proof-watch.ts';
import { proveRays } from './prove-rays.ts';
import { proveSupports } from './prove-supports.ts';
import type { FoundCard } from './search-card.ts';
import { ANY_SLOPE, isAnySlope } from './slope-window.ts';

/** What the attempt to prove a card came to. */
export interface CardProof {
	/** The known card, or a better one that came up. */
	card: FoundCard;
	/** Whether no allowed card has a loss lower than the card's by more than a millionth of a nat. */
	certified: boolean;
	/** Least loss of real weights under the same limits, and the weights; of all rules where the proof did not end. */
	bound: { loss: number; weights: Float64Array };
}

/** Where weights run off no ellipsoid bounds the cards, and every one of them has to be looked at. */
const MOST_CARDS = 1e8;
const LARGEST_TABLE = 1e8;

/**
 * Tries to prove that no card is better than a known one (statistics 14), by looking at every card that could be: all
 * rays near the continuous optimum, and before that all sets of rules where the number of rules or of changes is
 * limited. A better card that comes up takes the place of the known one.
 *
 * Where the slope has to lie in a window, the proof asks for more than need be: that no card is better at any slope. If one
 * is, nothing is proven. Limits together with a window, or with rules held at log-odds of their own, are not tried.
 *
 * @param optimum - continuous optimum of the problem
 * @param known - the best card of a search
 * @param watch - told how far the proof is; may give it up
 * @example proveCard(problem, optimum, searchCard(problem, optimum)[0], workLimit(3e7)).certified // true
 */
export function proveCard(
	problem: CardProblem,
	optimum: ContinuousOptimum,
	known: FoundCard,
	watch: ProofWatch
): CardProof {
	const work = new ProofWork(watch);
	const asked = isAnySlope(problem.slopes);
	const unproven = { card: known, certified: false, bound: optimum };
	if (!asked && problem.fixed) return unproven;
	if (!isLimited(problem)) {
		if (!optimum.attained && cardCount(problem) > MOST_CARDS) return unproven;
		const better = proveRays({ ...problem, slopes: ANY_SLOPE }, optimum, known.loss, work);
		if (better && !asked) return unproven;
		return { card: better ?? known, certified: !work.stopped, bound: optimum };
	}
	if (!asked || problem.offset || hasManyValues(problem)) return unproven;
	const proof = proveSupports(problem, known.loss, work);
	const card = proof.card ?? known;
	if (work.stopped) return { ...unproven, card };
	return { card, certified: true, bound: proof.bound ?? boundOf(card) };
}

/** Where no other set is in play, and on its own set real weights do no better than the card. */
function boundOf({ loss, steps, slope }: FoundCard): CardProof['bound'] {
	return { loss, weights: Float64Array.from(steps, (value) => value * slope) };
}

function cardCount({ low, high }: CardProblem): number {
	return low.reduce((count, least, j) => count * (high[j] - least + 1), 1);
}

/** Whether tables of the values of chosen terms would outgrow memory. */
function hasManyValues({ columns, n }: CardProblem): boolean {
	const most = Math.max(...columns.map((column) => new Set(column).size));
	return most * n.length > LARGEST_TABLE;
}
