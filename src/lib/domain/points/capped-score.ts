import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { cutTo } from '#lib/domain/scorecard/cut-to.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { givenByState, scoreBuckets, type ScoreBuckets } from './score-buckets.ts';

/**
 * The capped score of every cell while the points of one rule at a time are tried: what the other rules under its limit, the
 * rest of its group and the other groups give is summed once. Scores are those of `scoreCells`.
 */
export class CappedScore {
	readonly #cells: Cells;
	readonly #scorecard: Scorecard;
	readonly #buckets: ScoreBuckets;
	readonly #ruleCaps: (Cap | undefined)[];
	readonly #worths: Float64Array[];
	readonly #points: number[];
	/** Sum of each bucket before its bounds. */
	readonly #sums: Float64Array[];
	#rule = -1;
	readonly #inBucket: Float64Array;
	/** The rest of the rule's group; null where its bucket is all of it. */
	#inGroup: Float64Array | null = null;
	readonly #elsewhere: Float64Array;
	readonly #score: Float64Array;

	/** @param points - of each rule, in order of the card */
	constructor(cells: Cells, scorecard: Scorecard, points: ArrayLike<number>) {
		this.#cells = cells;
		this.#scorecard = scorecard;
		this.#buckets = scoreBuckets(scorecard);
		this.#ruleCaps = rulesOf(scorecard).map((rule) => rule.cap);
		this.#worths = this.#ruleCaps.map((_, rule) => worthOfStates(cells, rule));
		this.#points = this.#ruleCaps.map(() => 0);
		this.#sums = this.#buckets.buckets.map(() => new Float64Array(cells.length));
		this.#inBucket = new Float64Array(cells.length);
		this.#elsewhere = new Float64Array(cells.length);
		this.#score = new Float64Array(cells.length);
		this.set(points);
	}

	/** Takes over the points of all rules. */
	set(points: ArrayLike<number>): void {
		for (let r = 0; r < this.#points.length; r++) {
			if (points[r] === this.#points[r]) continue;
			this.#add(this.#sums[this.#buckets.ofRule[r]], r, this.#points[r], -1);
			this.#add(this.#sums[this.#buckets.ofRule[r]], r, points[r], 1);
			this.#points[r] = points[r];
		}
		this.#rule = -1;
	}

	/** Scores with other points of one rule; they hold until the next call. */
	with(rule: number, points: number): Float64Array {
		if (rule !== this.#rule) this.#setApart(rule);
		const given = this.#given(rule, points);
		const { cap: bucketCap, group } = this.#buckets.buckets[this.#buckets.ofRule[rule]];
		const { cap, groups } = this.#scorecard;
		const groupCap = groups[group].cap;
		const states = this.#cells.states[rule];
		const sums = this.#inGroup ? this.#underLimit(given, states, bucketCap) : null;
		const { min: low = -Infinity, max: high = Infinity } = groupCap ?? {};
		const { min: least = -Infinity, max: most = Infinity } = cap ?? {};
		for (let c = 0; c < states.length; c++) {
			const sum = sums ? sums[c] : this.#inBucket[c] + given[states[c]];
			const group = Math.min(high, Math.max(low, sum));
			this.#score[c] = Math.min(most, Math.max(least, this.#elsewhere[c] + group));
		}
		return this.#score;
	}

	/** Sums of the rule's group where it stands under a limit, or beside one. */
	#underLimit(given: Float64Array, states: Uint8Array, limit: Cap | undefined): Float64Array {
		const rest = this.#inGroup as Float64Array;
		return rest.map((sum, c) => sum + cutTo(this.#inBucket[c] + given[states[c]], limit));
	}

	#setApart(rule: number): void {
		const own = this.#buckets.ofRule[rule];
		const { group } = this.#buckets.buckets[own];
		this.#rule = rule;
		this.#inBucket.set(this.#sums[own]);
		this.#add(this.#inBucket, rule, this.#points[rule], -1);
		const alone = this.#buckets.buckets.filter((each) => each.group === group).length === 1;
		this.#inGroup = alone ? null : this.#sumOfGroup(group, own);
		this.#elsewhere.fill(0);
		this.#scorecard.groups.forEach(({ cap }, g) => {
			if (g === group) return;
			const sum = this.#sumOfGroup(g, -1);
			for (let c = 0; c < sum.length; c++) this.#elsewhere[c] += cutTo(sum[c], cap);
		});
	}

	/** Sum of a group before its bounds, without one of its buckets. */
	#sumOfGroup(group: number, without: number): Float64Array {
		const buckets = this.#buckets.buckets.flatMap((each, b) =>
			each.group === group && b !== without ? [b] : []
		);
		if (buckets.length === 1 && !this.#buckets.buckets[buckets[0]].cap)
			return this.#sums[buckets[0]];
		const sum = new Float64Array(this.#cells.length);
		for (const bucket of buckets) {
			const { cap } = this.#buckets.buckets[bucket];
			for (let c = 0; c < sum.length; c++) sum[c] += cutTo(this.#sums[bucket][c], cap);
		}
		return sum;
	}

	#add(sum: Float64Array, rule: number, points: number, sign: 1 | -1): void {
		if (points === 0) return;
		const given = this.#given(rule, points);
		const states = this.#cells.states[rule];
		for (let c = 0; c < sum.length; c++) sum[c] += sign * given[states[c]];
	}

	#given(rule: number, points: number): Float64Array {
		return givenByState(points, this.#ruleCaps[rule], this.#worths[rule]);
	}
}
