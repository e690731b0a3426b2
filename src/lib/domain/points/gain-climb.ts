import { changedTerms, scoringTerms } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import type { LossModel } from './loss-model.ts';
import { isAnySlope, nearestSlope, type SlopeWindow } from './slope-window.ts';

/** Small moves of one term of a pair; the other then moves as far as suits it. */
const SMALL = [-2, -1, 1, 2];
/** A move must raise the gain by more than this share, so that rounding cannot lead in circles. */
const LEAST_RISE = 1e-11;

/**
 * A card of whole steps with the gain a loss model predicts for it: how far its loss is below that of a card without
 * points, with the slope in a window that suits it best. Climbs from card to card within the limits of the problem, each
 * move in about as many operations as there are terms.
 */
export class GainClimb {
	readonly steps: Int32Array;
	readonly #problem: CardProblem;
	readonly #model: LossModel;
	readonly #limited: boolean;
	readonly #slopes: SlopeWindow;
	readonly #anySlope: boolean;
	/** curvature · steps. */
	readonly #bent: Float64Array;
	/** Where the gain of a move may be highest; work space. */
	readonly #peaks = new Float64Array(3);
	/** pull · steps and steps · curvature · steps. */
	#along = 0;
	#length = 0;
	#scoring = 0;
	#changed = 0;

	/**
	 * @param steps - an allowed card; it is copied
	 * @param slopes - least and most log-odds per point
	 */
	constructor(
		problem: CardProblem,
		model: LossModel,
		steps: ArrayLike<number>,
		slopes: SlopeWindow = problem.slopes
	) {
		const { size } = model;
		this.#slopes = slopes;
		this.#anySlope = isAnySlope(slopes);
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
		do this.settle();
		while (this.#sweepPairs());
	}

	/** Moves single terms until none helps. */
	settle(): void {
		while (this.#sweepSingles()) continue;
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
		const peaks = this.#findPeaks(j, along, length, bent);
		let highest = this.gain + LEAST_RISE * (1 + Math.abs(this.gain));
		let hopeless = true;
		for (let t = 0; t < peaks && hopeless; t++) {
			const d = this.#peaks[t];
			const there = along + d * pull[j];
			const atPeak = this.#gainOf(there, length + d * (2 * bent + d * own));
			hopeless = (there > 0 || !this.#anySlope) && atPeak <= highest;
		}
		if (hopeless) return 0;
		let best = 0;
		for (let t = 0; t < 2 * peaks + 3; t++) {
			const peak = this.#peaks[t >> 1];
			const d = t >= 2 * peaks ? this.#place(t - 2 * peaks, j) : Math.floor(peak) + (t & 1);
			if (!(d >= least && d <= most) || d === 0) continue;
			const gain = this.#gainOf(along + d * pull[j], length + d * (2 * bent + d * own));
			if (gain <= highest || (this.#limited && !this.#allowed(j, d, i, di))) continue;
			highest = gain;
			best = d;
		}
		return best;
	}

	/**
	 * Where between whole steps the gain can be highest: with the slope that suits it best, and at the ends of the window.
	 *
	 * @returns how many places there are
	 */
	#findPeaks(j: number, along: number, length: number, bent: number): number {
		const { size, curvature, pull } = this.#model;
		const own = curvature[j * size + j];
		const [low, high] = this.#slopes;
		let count = 0;
		if (low < high) {
			this.#peaks[count++] = (along * bent - pull[j] * length) / (pull[j] * bent - along * own);
		}
		if (low > 0) this.#peaks[count++] = (pull[j] / low - bent) / own;
		if (low < high && high < Infinity) this.#peaks[count++] = (pull[j] / high - bent) / own;
		return count;
	}

	/** Best of along x slope - length slope²/2 over the slopes of the window. */
	#gainOf(along: number, length: number): number {
		if (this.#anySlope) return along > 0 && length > 0 ? (along * along) / (2 * length) : 0;
		const slope = nearestSlope(length > 0 ? along / length : 0, this.#slopes);
		return slope * (along - (slope * length) / 2);
	}

	/** Beside the peaks: the ends of the range, and the place at which a term makes room. */
	#place(kind: number, j: number): number {
		const { low, high } = this.#problem;
		const to = kind === 0 ? low[j] : kind === 1 ? high[j] : this.#home(j);
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
