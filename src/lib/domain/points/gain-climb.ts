import { changedTerms, scoringTerms } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import type { LossModel } from './loss-model.ts';

/** Small moves of one term of a pair; the other then moves as far as suits it. */
const SMALL = [-2, -1, 1, 2];
/** A move must raise the gain by more than this share, so that rounding cannot lead in circles. */
const LEAST_RISE = 1e-11;

/**
 * A card of whole steps with the gain a loss model predicts for it: how far its loss is below that of a card without
 * points, with the slope that suits it best or one that is given. Climbs from card to card within the limits of the problem, each move in
 * about as many operations as there are terms.
 */
export class GainClimb {
	readonly steps: Int32Array;
	readonly #problem: CardProblem;
	readonly #model: LossModel;
	readonly #limited: boolean;
	readonly #slope: number | null;
	/** curvature · steps. */
	readonly #bent: Float64Array;
	/** pull · steps and steps · curvature · steps. */
	#along = 0;
	#length = 0;
	#scoring = 0;
	#changed = 0;

	/**
	 * @param steps - an allowed card; it is copied
	 * @param slope - log-odds per point, where that is not to suit the card but to stay as it is
	 */
	constructor(
		problem: CardProblem,
		model: LossModel,
		steps: ArrayLike<number>,
		slope: number | null = null
	) {
		const { size } = model;
		this.#slope = slope;
		this.#problem = problem;
		this.#model = model;
		this.#limited = problem.mostRules < size || problem.mostChanged < size;
		this.steps = new Int32Array(size);
		this.#bent = new Float64Array(size);
		this.set(steps);
	}

	/** Takes over another allowed card. */
	set(steps: ArrayLike<number>): void {
		for (let j = 0; j < this.steps.length; j++) {
			if (steps[j] !== this.steps[j]) this.#move(j, steps[j] - this.steps[j]);
		}
		this.#scoring = scoringTerms(this.#problem, this.steps);
		this.#changed = changedTerms(this.#problem, this.steps);
	}

	get gain(): number {
		return this.#gainOf(this.#along, this.#length);
	}

	/** Moves single terms over their whole range; when that is exhausted, pairs and swaps; until nothing helps. */
	climb(): void {
		do while (this.#sweepSingles()) continue;
		while (this.#sweepPairs());
	}

	#sweepSingles(): boolean {
		let moved = false;
		for (let j = this.#problem.fixed; j < this.steps.length; j++) {
			const d = this.#bestMove(j, -1, 0);
			if (d !== 0) moved = true;
			if (d !== 0) this.#move(j, d);
		}
		return moved;
	}

	#sweepPairs(): boolean {
		let moved = false;
		for (let i = this.#problem.fixed; i < this.steps.length; i++) {
			for (let j = this.#problem.fixed; j < this.steps.length; j++) {
				if (i === j || this.#holdEachOther(i, j)) continue;
				if (this.#tryPair(i, j)) moved = true;
			}
		}
		return moved;
	}

	/** Whether neither term can move, because a limit is reached and neither would make room. */
	#holdEachOther(i: number, j: number): boolean {
		const { mostRules, mostChanged, today } = this.#problem;
		const [a, b] = [this.steps[i], this.steps[j]];
		if (a === 0 && b === 0 && this.#scoring >= mostRules) return true;
		return a === today[i] && b === today[j] && this.#changed >= mostChanged;
	}

	#tryPair(i: number, j: number): boolean {
		const { low, high } = this.#problem;
		for (const di of SMALL) {
			const to = this.steps[i] + di;
			if (to >= low[i] && to <= high[i] && this.#moveBoth(i, di, j)) return true;
		}
		if (!this.#limited) return false;
		const home = this.#home(i) - this.steps[i];
		return home !== 0 && Math.abs(home) > 2 && this.#moveBoth(i, home, j);
	}

	#moveBoth(i: number, di: number, j: number): boolean {
		const dj = this.#bestMove(j, i, di);
		if (dj === 0) return false;
		this.#move(i, di);
		this.#move(j, dj);
		return true;
	}

	/** Where a term stands when it makes room for another. */
	#home(j: number): number {
		const { mostChanged, today, low, high } = this.#problem;
		const home = mostChanged < low.length ? today[j] : 0;
		return home >= low[j] && home <= high[j] ? home : this.steps[j];
	}

	/** The move of term j, after a move of term i, that raises the gain most; 0 where none raises it. */
	#bestMove(j: number, i: number, di: number): number {
		const { size, curvature, pull } = this.#model;
		let along = this.#along;
		let length = this.#length;
		let bent = this.#bent[j];
		if (i >= 0) {
			along += di * pull[i];
			length += di * (2 * this.#bent[i] + di * curvature[i * size + i]);
			bent += di * curvature[i * size + j];
		}
		const own = curvature[j * size + j];
		const least = this.#problem.low[j] - this.steps[j];
		const most = this.#problem.high[j] - this.steps[j];
		const peak = this.#peak(j, along, length, bent);
		let highest = this.gain + LEAST_RISE * (1 + Math.abs(this.gain));
		const there = along + peak * pull[j];
		const atPeak = this.#gainOf(there, length + peak * (2 * bent + peak * own));
		if ((there > 0 || this.#slope !== null) && atPeak <= highest) return 0;
		let best = 0;
		for (let t = 0; t < 5; t++) {
			const d = t === 0 ? Math.floor(peak) : t === 1 ? Math.ceil(peak) : this.#place(t, j);
			if (!(d >= least && d <= most) || d === 0) continue;
			const gain = this.#gainOf(along + d * pull[j], length + d * (2 * bent + d * own));
			if (gain <= highest || (this.#limited && !this.#allowed(j, d, i, di))) continue;
			highest = gain;
			best = d;
		}
		return best;
	}

	/** Where between whole steps the gain would be highest. */
	#peak(j: number, along: number, length: number, bent: number): number {
		const { size, curvature, pull } = this.#model;
		const own = curvature[j * size + j];
		if (this.#slope !== null) return (pull[j] / this.#slope - bent) / own;
		return (along * bent - pull[j] * length) / (pull[j] * bent - along * own);
	}

	/** Best of along x slope - length slope²/2 over slopes of at least 0, or at the slope that is given. */
	#gainOf(along: number, length: number): number {
		if (this.#slope !== null) return this.#slope * (along - (this.#slope * length) / 2);
		return along > 0 && length > 0 ? (along * along) / (2 * length) : 0;
	}

	/** Beside the peak: the ends of the range, and the place at which a term makes room. */
	#place(kind: number, j: number): number {
		const { low, high } = this.#problem;
		const to = kind === 2 ? low[j] : kind === 3 ? high[j] : this.#home(j);
		return to - this.steps[j];
	}

	#allowed(j: number, dj: number, i: number, di: number): boolean {
		let scoring = this.#scoring + this.#scoresMore(j, dj);
		let changed = this.#changed + this.#changesMore(j, dj);
		if (i >= 0) {
			scoring += this.#scoresMore(i, di);
			changed += this.#changesMore(i, di);
		}
		return scoring <= this.#problem.mostRules && changed <= this.#problem.mostChanged;
	}

	#scoresMore(j: number, d: number): number {
		return Number(this.steps[j] + d !== 0) - Number(this.steps[j] !== 0);
	}

	#changesMore(j: number, d: number): number {
		const today = this.#problem.today[j];
		return Number(this.steps[j] + d !== today) - Number(this.steps[j] !== today);
	}

	#move(j: number, d: number): void {
		const { size, curvature, pull } = this.#model;
		this.#scoring += this.#scoresMore(j, d);
		this.#changed += this.#changesMore(j, d);
		this.#along += d * pull[j];
		this.#length += d * (2 * this.#bent[j] + d * curvature[j * size + j]);
		for (let i = 0; i < size; i++) this.#bent[i] += d * curvature[i * size + j];
		this.steps[j] += d;
	}
}
