import { cellsAt } from '#lib/domain/cells/cells-at.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { random } from '#lib/domain/random.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { isAllowed, withinLimits } from './card-limits.ts';
import { rayPenalty } from './card-penalty.ts';
import { pointsOfSteps, type CardProblem } from './card-problem.ts';
import { CappedScore } from './capped-score.ts';
import { heldScore } from './held-score.ts';
import { profileLoss } from './profile-loss.ts';
import { scoreLevels } from './score-levels.ts';
import type { FoundCard } from './search-card.ts';
import { isAnySlope } from './slope-window.ts';

/** How hard a capped card is looked for. */
export interface CappedEffort {
	/** How many of the starts are climbed from, the best first. */
	climbs: number;
	/** Climbs after that, from random changes to the best card. */
	kicks: number;
	/** Cells that may be scored in all; a few hundred million take seconds. */
	mostCells: number;
}

/** Cards that are looked at whatever the number of cells. */
const LEAST_LOOKS = 300;
/** Longest single step where the slope has to lie in a window: there points are known to be near. */
const LONGEST_STEP = 8;

/**
 * Looks for cards where caps can bind: every card is scored as the CRM would score it, capped, and its loss profiled over
 * intercept and slope. Rules held at log-odds of their own take part in the caps; their points are then taken from the score
 * and their log-odds put in their place. One search serves problems that differ in range, limits and slopes.
 */
export class CappedSearch {
	readonly #score: CappedScore;
	readonly #levels: ReturnType<typeof scoreLevels>;
	readonly #held: Float64Array | null;
	readonly #rest: Float64Array;
	readonly #cells: number;

	/** @param cells - training cells of the card's rules */
	constructor(problem: CardProblem, cells: Cells, scorecard: Scorecard) {
		const filled = withLeads(cells);
		const held = heldScore(problem, filled, scorecard);
		this.#cells = filled.length;
		this.#score = new CappedScore(filled, scorecard, pointsOfSteps(problem, problem.low));
		this.#levels = scoreLevels(filled.n, filled.k, held?.offset ?? null);
		this.#held = held?.points ?? null;
		this.#rest = new Float64Array(filled.length);
	}

	/**
	 * From the given cards it changes one rule at a time while that helps, then again from random changes to the best.
	 *
	 * @param starts - allowed cards, at least one
	 * @returns the starts and the ends of all climbs, best first
	 */
	find(
		problem: CardProblem,
		starts: readonly Int32Array[],
		{ climbs, kicks, mostCells }: CappedEffort
	): FoundCard[] {
		const walk = new CappedWalk(problem, this.#loss(problem), this.#score);
		walk.left = Math.max(LEAST_LOOKS, mostCells / (this.#cells + 1));
		const first = starts.map((steps) => walk.take(steps)).sort((a, b) => a.loss - b.loss);
		const found = [...first];
		for (const { steps } of first.slice(0, climbs)) found.push(walk.climb(steps));
		const next = random(problem.seed);
		for (let kick = 0; kick < kicks && walk.left > 0; kick++) {
			const best = found.reduce((a, b) => (b.loss < a.loss ? b : a));
			found.push(walk.climb(kicked(problem, best.steps, next)));
		}
		const distinct = new Map(found.map((card) => [card.steps.join(), card]));
		return [...distinct.values()].sort((a, b) => a.loss - b.loss);
	}

	/**
	 * One card, scored as it is.
	 *
	 * @param points - of every rule
	 */
	score(problem: CardProblem, steps: Int32Array, points: readonly number[]): FoundCard {
		this.#score.set(points);
		return this.#loss(problem)(steps, 0, points[0]);
	}

	/** The loss of a card that differs from the one the score stands at in no rule but one. */
	#loss({ penalty, slopes }: CardProblem): LossWith {
		return (steps, rule, points, nearSlope) => {
			const score = this.#score.with(rule, points);
			const levels = this.#levels(this.#held ? this.#without(score, this.#held) : score);
			return { steps, ...profileLoss(levels, rayPenalty(penalty, steps), nearSlope, slopes) };
		};
	}

	#without(score: Float64Array, held: Float64Array): Float64Array {
		for (let c = 0; c < score.length; c++) this.#rest[c] = score[c] - held[c];
		return this.#rest;
	}
}

type LossWith = (steps: Int32Array, rule: number, points: number, nearSlope?: number) => FoundCard;

/** Capped cards by one change at a time. */
class CappedWalk {
	/** Cards that may still be looked at. */
	left = 0;
	readonly #problem: CardProblem;
	readonly #loss: LossWith;
	readonly #score: CappedScore;
	readonly #longest: number;

	constructor(problem: CardProblem, loss: LossWith, score: CappedScore) {
		this.#problem = problem;
		this.#loss = loss;
		this.#score = score;
		this.#longest = isAnySlope(problem.slopes) ? Infinity : LONGEST_STEP;
	}

	take(steps: Int32Array): FoundCard {
		this.#score.set(pointsOfSteps(this.#problem, steps));
		return this.#look(steps, this.#problem.fixed);
	}

	climb(from: Int32Array): FoundCard {
		let now = this.take(from);
		for (let better = true; better && this.left > 0;) {
			better = false;
			for (let j = this.#problem.fixed; j < from.length; j++) {
				const next = this.#bestChange(now, j);
				if (next.loss >= now.loss - 1e-9) continue;
				now = this.take(next.steps);
				better = true;
			}
		}
		return now;
	}

	/** Steps outward from where a term stands, doubling, then 0 and today's. */
	#bestChange(now: FoundCard, j: number): FoundCard {
		const { low, high, today } = this.#problem;
		const tried = new Set([now.steps[j]]);
		let best = now;
		const tryAt = (to: number) => {
			if (!(to >= low[j] && to <= high[j]) || tried.has(to) || this.left <= 0) return;
			tried.add(to);
			const steps = Int32Array.from(now.steps);
			steps[j] = to;
			if (!isAllowed(this.#problem, steps)) return;
			const card = this.#look(steps, j, now.slope);
			if (card.loss < best.loss) best = card;
		};
		for (let d = 1; d <= Math.min(high[j] - low[j], this.#longest); d *= 2) {
			tryAt(now.steps[j] - d);
			tryAt(now.steps[j] + d);
		}
		tryAt(0);
		tryAt(today[j]);
		return best;
	}

	#look(steps: Int32Array, j: number, nearSlope?: number): FoundCard {
		this.left--;
		const { rules, multipleOf, kept } = this.#problem;
		const rule = rules[j] ?? 0;
		const points = j < rules.length ? steps[j] * multipleOf : (kept[rule] ?? 0);
		return this.#loss(steps, rule, points, nearSlope);
	}
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

/** Levels know no empty cells. */
function withLeads(cells: Cells): Cells {
	const keep = [...cells.n.keys()].filter((c) => cells.n[c] > 0);
	return cellsAt(cells, keep);
}
