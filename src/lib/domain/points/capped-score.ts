import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * The capped score of every cell while the points of one rule at a time are tried: what the other rules of its group and
 * the other groups give is summed once. Scores are those of `scoreCells`.
 */
export class CappedScore {
	readonly #cells: Cells;
	readonly #scorecard: Scorecard;
	/** Group of each rule, with the caps of rules and groups. */
	readonly #groupOf: number[];
	readonly #ruleCaps: (Cap | undefined)[];
	readonly #points: number[];
	/** Sum of each group before its cap. */
	readonly #groupSums: Float64Array[];
	#rule = -1;
	readonly #inGroup: Float64Array;
	readonly #elsewhere: Float64Array;
	readonly #score: Float64Array;

	/** @param points - of each rule, in order of the card */
	constructor(cells: Cells, scorecard: Scorecard, points: ArrayLike<number>) {
		this.#cells = cells;
		this.#scorecard = scorecard;
		this.#groupOf = scorecard.groups.flatMap(({ rules }, g) => rules.map(() => g));
		this.#ruleCaps = rulesOf(scorecard).map((rule) => rule.cap);
		this.#points = this.#ruleCaps.map(() => 0);
		this.#groupSums = scorecard.groups.map(() => new Float64Array(cells.length));
		this.#inGroup = new Float64Array(cells.length);
		this.#elsewhere = new Float64Array(cells.length);
		this.#score = new Float64Array(cells.length);
		this.set(points);
	}

	/** Takes over the points of all rules. */
	set(points: ArrayLike<number>): void {
		for (let r = 0; r < this.#points.length; r++) {
			if (points[r] === this.#points[r]) continue;
			this.#add(this.#groupSums[this.#groupOf[r]], r, this.#points[r], -1);
			this.#add(this.#groupSums[this.#groupOf[r]], r, points[r], 1);
			this.#points[r] = points[r];
		}
		this.#rule = -1;
	}

	/** Scores with other points of one rule; they hold until the next call. */
	with(rule: number, points: number): Float64Array {
		if (rule !== this.#rule) this.#setApart(rule);
		const given = givenByState(points, this.#ruleCaps[rule]);
		const { cap, groups } = this.#scorecard;
		const states = this.#cells.states[rule];
		const groupCap = groups[this.#groupOf[rule]].cap;
		for (let c = 0; c < states.length; c++) {
			const group = cut(this.#inGroup[c] + given[states[c]], groupCap);
			this.#score[c] = cut(this.#elsewhere[c] + group, cap);
		}
		return this.#score;
	}

	#setApart(rule: number): void {
		const own = this.#groupOf[rule];
		this.#rule = rule;
		this.#inGroup.set(this.#groupSums[own]);
		this.#add(this.#inGroup, rule, this.#points[rule], -1);
		this.#elsewhere.fill(0);
		this.#groupSums.forEach((sum, g) => {
			const { cap } = this.#scorecard.groups[g];
			if (g === own) return;
			for (let c = 0; c < sum.length; c++) this.#elsewhere[c] += cut(sum[c], cap);
		});
	}

	#add(sum: Float64Array, rule: number, points: number, sign: 1 | -1): void {
		if (points === 0) return;
		const given = givenByState(points, this.#ruleCaps[rule]);
		const states = this.#cells.states[rule];
		for (let c = 0; c < sum.length; c++) sum[c] += sign * given[states[c]];
	}
}

/** Points given in each state; state 0 and MISSING give none. */
function givenByState(points: number, cap: Cap | undefined): Float64Array {
	const given = new Float64Array(MISSING + 1);
	for (let state = 1; state < MISSING; state++) given[state] = cut(points * state, cap);
	return given;
}

function cut(value: number, cap: Cap | undefined): number {
	return Math.min(cap?.max ?? Infinity, Math.max(cap?.min ?? -Infinity, value));
}
