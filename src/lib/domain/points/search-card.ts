import { runRows, type RunRows } from '#lib/domain/logistic/run-rows.ts';
import { random } from '#lib/domain/random.ts';
import { cardLoss, type CardLoss } from './card-loss.ts';
import { isAllowed, withinLimits } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import { GainClimb } from './gain-climb.ts';
import { lossModelAt, type LossModel } from './loss-model.ts';
import type { ProfileLoss } from './profile-loss.ts';
import type { SearchStart } from './search-starts.ts';
import { isAnySlope } from './slope-window.ts';

/** A card of whole steps with its exact loss. */
export interface FoundCard extends ProfileLoss {
	/** Steps of each term of the problem. */
	steps: Int32Array;
}

/** Scales at which weights are rounded. */
const SCALES = 30;
/** The same inside a window of slopes. */
const WINDOW_SCALES = 7;
/** Cards of each loss model whose exact loss is worth the look. */
const FINALISTS = 15;
const MOST_ROUNDS = 12;
const NEAR = [-2, -1, 1, 2];

/**
 * Searches for the card of whole points with the least loss, by models of the loss rather than by the loss itself: the
 * Fisher information around the optimum, and around ridge estimates of it, tells what rounding costs from terms x terms
 * numbers, whatever the number of leads. From weights rounded at many scales and from today's points it climbs by single
 * moves over the whole range, pairs of moves and swaps; then again from random kicks to the best (iterated local search
 * with a fixed seed). The best cards of every model are scored exactly; around the best of them the loss is modelled
 * anew, until no new card is better, nor any card a step or two away.
 *
 * @param starts - from `searchStarts` of the same terms; the range and the limits may be others
 * @param known - cards to start from as well; they are brought within the limits
 * @param mostKicks - random restarts around each model, at most; fewer are quicker and mostly as good where the range is wide
 * @returns all cards that were scored exactly, best first; at least one
 * @example searchCard(problem, searchStarts(problem, continuousOptimum(problem)))[0].loss // 11243.92
 */
export function searchCard(
	problem: CardProblem,
	starts: readonly SearchStart[],
	known: readonly Int32Array[] = [],
	mostKicks = 200
): FoundCard[] {
	const rows = runRows(problem.columns, problem.n.length);
	const pool = new CardPool(cardLoss(problem));
	const next = random(problem.seed);
	const kicks = Math.min(mostKicks, kicksOf(problem));
	const given = [...known, ...todaysCard(problem)].map((steps) =>
		withinLimits(problem, steps, steps.map(Math.abs))
	);
	for (const { weights, model } of placesFor(problem, starts)) {
		pool.score(finalists(problem, model, [...roundings(problem, weights), ...given], next, kicks));
	}
	pool.score(given);
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const best = pool.best;
		pool.score(finalists(problem, modelAround(problem, rows, best), [best.steps], next, kicks));
		if (pool.best === best) pool.score(neighbours(problem, best.steps));
		if (pool.best === best) break;
	}
	return pool.sorted();
}

/** Where points are known to be worth about this much, whole points are near the weights, and other places no help. */
function placesFor({ slopes }: CardProblem, starts: readonly SearchStart[]) {
	return isAnySlope(slopes) ? starts : starts.slice(0, 1);
}

/** Cards that were scored exactly, each once. */
class CardPool {
	#loss: CardLoss;
	#cards = new Map<string, FoundCard>();
	best: FoundCard = { steps: new Int32Array(0), loss: Infinity, intercept: 0, slope: 0 };

	constructor(loss: CardLoss) {
		this.#loss = loss;
	}

	score(cards: Int32Array[]): void {
		for (const steps of cards) {
			const key = steps.join();
			if (this.#cards.has(key)) continue;
			const card = { steps, ...this.#loss(steps) };
			this.#cards.set(key, card);
			if (card.loss < this.best.loss) this.best = card;
		}
	}

	sorted(): FoundCard[] {
		return [...this.#cards.values()].sort((a, b) => a.loss - b.loss);
	}
}

/**
 * Weights x ever larger factors, cut to the range: the largest weight gets 1/2 step up to half as much again as fits; where
 * the slope has to lie in a window, weights at slopes of the window.
 */
function roundings(problem: CardProblem, weights: Float64Array): Int32Array[] {
	const { low, high, fixed, slopes } = problem;
	const worth = weights.map(Math.abs);
	if (fixed) {
		const points = weights.map((weight) => weight / Math.max(weights[0], 1e-12));
		return [withinLimits(problem, points, worth)];
	}
	if (!isAnySlope(slopes)) return roundingsAt(problem, weights, worth);
	const largest = worth.reduce((most, value) => Math.max(most, value), 0);
	const reach = low.reduce((most, least, j) => Math.max(most, -least, high[j]), 0);
	return Array.from({ length: SCALES }, (_, s) => {
		const most = 0.5 + (1.5 * reach * (s + 0.5)) / SCALES;
		const steps = weights.map((weight) => (largest > 0 ? (weight * most) / largest : 0));
		return withinLimits(problem, steps, worth);
	});
}

function roundingsAt(
	problem: CardProblem,
	weights: Float64Array,
	worth: Float64Array
): Int32Array[] {
	const [least, most] = problem.slopes;
	const last = Math.min(most, 4 * least);
	return Array.from({ length: WINDOW_SCALES }, (_, s) => {
		const slope = least + ((last - least) * s) / (WINDOW_SCALES - 1);
		return withinLimits(
			problem,
			weights.map((weight) => weight / Math.max(slope, 1e-12)),
			worth
		);
	});
}

function todaysCard({ today }: CardProblem): Int32Array[] {
	if (today.every(Number.isNaN)) return [];
	return [Int32Array.from(today, (steps) => (Number.isNaN(steps) ? 0 : steps))];
}

function modelAround(problem: CardProblem, rows: RunRows, card: FoundCard): LossModel {
	const weights = Float64Array.from(card.steps, (steps) => steps * card.slope);
	return lossModelAt(problem, rows, card.intercept, weights);
}

/** Every allowed card that differs in one term by a step or two, or has it at 0 or as today: the last look is exact. */
function neighbours(problem: CardProblem, steps: Int32Array): Int32Array[] {
	const { low, high, fixed, today } = problem;
	const cards: Int32Array[] = [];
	for (let j = fixed; j < steps.length; j++) {
		for (const to of new Set([...NEAR.map((d) => steps[j] + d), 0, today[j]])) {
			if (!(to >= low[j] && to <= high[j]) || to === steps[j]) continue;
			const card = Int32Array.from(steps);
			card[j] = to;
			if (isAllowed(problem, card)) cards.push(card);
		}
	}
	return cards;
}

/** The best local optima of one model: of all starts, then of kicks to the best so far. */
function finalists(
	problem: CardProblem,
	model: LossModel,
	starts: Int32Array[],
	next: () => number,
	kicks: number
): Int32Array[] {
	const climb = new GainClimb(problem, model, starts[0]);
	const found: { steps: Int32Array; gain: number }[] = [];
	const climbFrom = (steps: Int32Array) => {
		climb.set(steps);
		climb.climb();
		const end = { steps: Int32Array.from(climb.steps), gain: climb.gain };
		found.push(end);
		return end;
	};
	let best = starts.map(climbFrom).reduce((a, b) => (b.gain > a.gain ? b : a));
	for (let left = kicks; left > 0; left--) {
		const end = climbFrom(kicked(problem, best.steps, next));
		if (end.gain > best.gain) best = end;
	}
	found.sort((a, b) => b.gain - a.gain);
	const distinct = new Map(found.map(({ steps }) => [steps.join(), steps]));
	return [...distinct.values()].slice(0, FINALISTS);
}

/** Fewer where there are many terms, since each climb then takes longer, and where points are known to be near. */
function kicksOf({ low, slopes }: CardProblem): number {
	if (!isAnySlope(slopes)) return 50;
	return Math.max(20, Math.min(200, Math.round(200 * (36 / low.length) ** 2)));
}

/** Up to four terms at random steps; where the slope has to lie in a window, a few steps off, since far ones come back. */
function kicked(problem: CardProblem, steps: Int32Array, next: () => number): Int32Array {
	const { low, high, fixed, slopes } = problem;
	const anywhere = isAnySlope(slopes);
	const card = Int32Array.from(steps);
	const free = low.length - fixed;
	const changes = free === 0 ? 0 : 1 + Math.floor(4 * next());
	for (let i = 0; i < changes; i++) {
		const j = fixed + Math.floor(free * next());
		if (anywhere) card[j] = low[j] + Math.floor((high[j] - low[j] + 1) * next());
		else card[j] += Math.floor(7 * next()) - 3;
	}
	const worth = low.map(() => Math.floor(1e6 * next()));
	return withinLimits(problem, card, worth);
}
