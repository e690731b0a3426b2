import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { random } from '#lib/domain/random.ts';
import { isAllowed, withinLimits } from './card-limits.ts';
import { penaltyOf, rayPenalty } from './card-penalty.ts';
import { pointsOfSteps, type CardProblem } from './card-problem.ts';
import { CappedScore } from './capped-score.ts';
import { differingPoints, type WholeCard } from './integer-card.ts';
import type { PreparedCard } from './prepared-card.ts';
import { profileLoss, type ProfileLoss } from './profile-loss.ts';
import { scoreLevels } from './score-levels.ts';
import { searchCard } from './search-card.ts';

/** Scales at which weights are rounded: caps make a card of small points another card than its double. */
const SCALES = 16;
/** Local searches after the first, from random changes to the best card. */
const KICKS = 24;
/** Cells that may be scored in all, a few seconds' work. */
const MOST_CELLS = 5e8;

/**
 * The best card found where caps can bind: every card is scored as the CRM would score it, capped, and its loss profiled over
 * intercept and slope. From the best card without caps, from its weights at many scales and from today's points it changes
 * one rule at a time while that helps, then again from random changes to the best. No bound and no certificate: a capped
 * score is not a sum of rules (statistics 14).
 *
 * @param prepared - of the same rules without caps, for range, locks, signs and limits
 * @param cells - training cells
 * @example cappedCard(prepared, cells, card).points // [30, 20, -10]
 */
export function cappedCard(prepared: PreparedCard, cells: Cells, scorecard: Scorecard): WholeCard {
	const { problem } = prepared;
	const search = new CappedSearch(problem, cells, scorecard);
	for (const steps of startingCards(prepared)) search.climb(steps);
	const next = random(problem.seed);
	for (let kick = 0; kick < KICKS; kick++) search.climb(kicked(problem, search.best.steps, next));
	const { steps, loss, intercept, slope } = search.best;
	const points = pointsOfSteps(problem, steps);
	const weights = Array.from(steps, (value) => value * slope);
	return {
		points,
		intercept,
		slope,
		logLoss: loss - penaltyOf(problem.penalty, weights),
		loss,
		rules: points.filter((value) => value !== 0).length,
		changed: problem.pointsToday && differingPoints(points, problem.pointsToday)
	};
}

function startingCards({ problem, starts, optimum }: PreparedCard): Int32Array[] {
	const worth = optimum.weights.map(Math.abs);
	const largest = worth.reduce((most, value) => Math.max(most, value), 0);
	const reach = problem.low.reduce((most, low, j) => Math.max(most, -low, problem.high[j]), 1);
	const scaled = Array.from({ length: SCALES }, (_, s) => {
		const most = reach ** ((s + 1) / SCALES);
		return withinLimits(
			problem,
			optimum.weights.map((weight) => (largest > 0 ? (weight * most) / largest : 0)),
			worth
		);
	});
	const today = problem.today.map((steps) => (Number.isNaN(steps) ? 0 : steps));
	return [
		searchCard(problem, starts)[0].steps,
		...scaled,
		withinLimits(problem, today, today.map(Math.abs))
	];
}

function kicked(problem: CardProblem, steps: Int32Array, next: () => number): Int32Array {
	const { low, high, fixed } = problem;
	const card = Int32Array.from(steps);
	for (let i = 0; i < 3 && low.length > fixed; i++) {
		const j = fixed + Math.floor((low.length - fixed) * next());
		card[j] = low[j] + Math.floor((high[j] - low[j] + 1) * next());
	}
	return withinLimits(
		problem,
		card,
		low.map(() => Math.floor(1e6 * next()))
	);
}

interface ScoredCard extends ProfileLoss {
	steps: Int32Array;
}

/** Capped cards by one change at a time. */
class CappedSearch {
	best: ScoredCard = { steps: new Int32Array(0), loss: Infinity, intercept: 0, slope: 0 };
	readonly #problem: CardProblem;
	readonly #score: CappedScore;
	readonly #levels: ReturnType<typeof scoreLevels>;
	#left: number;

	constructor(problem: CardProblem, cells: Cells, scorecard: Scorecard) {
		const filled = withLeads(cells);
		this.#problem = problem;
		this.#score = new CappedScore(filled, scorecard, pointsOfSteps(problem, problem.low));
		this.#levels = scoreLevels(filled.n, filled.k);
		this.#left = MOST_CELLS / (filled.length + 1);
	}

	climb(from: Int32Array): void {
		if (this.#left <= 0) return;
		let now = this.#take(from);
		for (let better = true; better && this.#left > 0;) {
			better = false;
			for (let j = this.#problem.fixed; j < from.length; j++) {
				const next = this.#bestChange(now, j);
				if (next.loss >= now.loss - 1e-9) continue;
				now = this.#take(next.steps);
				better = true;
			}
		}
		if (now.loss < this.best.loss) this.best = now;
	}

	#take(steps: Int32Array): ScoredCard {
		this.#score.set(pointsOfSteps(this.#problem, steps));
		return this.#scored(steps, this.#problem.fixed);
	}

	/** Steps outward from where a term stands, doubling, then 0 and today's. */
	#bestChange(now: ScoredCard, j: number): ScoredCard {
		const { low, high, today } = this.#problem;
		const tried = new Set([now.steps[j]]);
		let best = now;
		const tryAt = (to: number) => {
			if (!(to >= low[j] && to <= high[j]) || tried.has(to) || this.#left <= 0) return;
			tried.add(to);
			const steps = Int32Array.from(now.steps);
			steps[j] = to;
			if (!isAllowed(this.#problem, steps)) return;
			const card = this.#scored(steps, j, now.slope);
			if (card.loss < best.loss) best = card;
		};
		for (let d = 1; d <= high[j] - low[j]; d *= 2) {
			tryAt(now.steps[j] - d);
			tryAt(now.steps[j] + d);
		}
		tryAt(0);
		tryAt(today[j]);
		return best;
	}

	/** A card that differs from the one taken over at most in a term. */
	#scored(steps: Int32Array, j: number, nearSlope?: number): ScoredCard {
		this.#left--;
		const { rules, multipleOf, kept, penalty } = this.#problem;
		const rule = rules[j] ?? 0;
		const points = j < rules.length ? steps[j] * multipleOf : (kept[rule] ?? 0);
		const levels = this.#levels(this.#score.with(rule, points));
		return { steps, ...profileLoss(levels, rayPenalty(penalty, steps), nearSlope) };
	}
}

/** Levels know no empty cells. */
function withLeads(cells: Cells): Cells {
	const keep = [...cells.n.keys()].filter((c) => cells.n[c] > 0);
	return {
		length: keep.length,
		states: cells.states.map((column) => Uint8Array.from(keep, (c) => column[c])),
		test: Uint8Array.from(keep, (c) => cells.test[c]),
		n: Float64Array.from(keep, (c) => cells.n[c]),
		k: Float64Array.from(keep, (c) => cells.k[c])
	};
}
