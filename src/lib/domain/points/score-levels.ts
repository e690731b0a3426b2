/** Leads and wins by distinct score. `length` entries of each array count; the rest is room for more. */
export interface ScoreLevels {
	length: number;
	score: Float64Array;
	n: Float64Array;
	k: Float64Array;
	/** Log-odds beside the score; absent where there are none. */
	offset?: Float64Array;
}

/** Whole scores that span at most this many points are counted in buckets; others stay as they are. */
const WIDEST_SPAN = 65_536;

/**
 * Collapses cells to distinct scores, for scores whose loss is asked many times: whole scores are counted in buckets
 * that are reused from call to call, so the result holds only until the next call.
 *
 * Scores that are not whole, or too far apart, are not merged: each cell is then a level, and the loss is the same.
 *
 * @param n - leads in the cell, more than 0
 * @param k - won leads in the cell
 * @param offset - log-odds of the cell beside its score; cells of one score and different offsets are not merged
 * @example scoreLevels(n, k)(Float64Array.of(5, 0, 5)).length // 2
 */
export function scoreLevels(
	n: Float64Array,
	k: Float64Array,
	offset: Float64Array | null = null
): (score: Float64Array) => ScoreLevels {
	const classes = offset && offsetClasses(offset);
	const kinds = classes ? classes.values.length : 1;
	let leads = new Float64Array(0);
	let wins = new Float64Array(0);
	const levels: ScoreLevels = {
		length: 0,
		score: new Float64Array(0),
		n: new Float64Array(0),
		k: new Float64Array(0)
	};
	const makeRoom = (span: number) => {
		if (span <= leads.length) return;
		[leads, wins] = [new Float64Array(2 * span), new Float64Array(2 * span)];
		Object.assign(levels, {
			score: new Float64Array(2 * span),
			n: new Float64Array(2 * span),
			k: new Float64Array(2 * span),
			...(offset && { offset: new Float64Array(2 * span) })
		});
	};
	return (score) => {
		const span = spanOf(score, kinds);
		if (!span) return { length: n.length, score, n, k, ...(offset && { offset }) };
		const [lowest, width] = span;
		makeRoom(width * kinds);
		for (let c = 0; c < n.length; c++) {
			const at = classes ? (score[c] - lowest) * kinds + classes.of[c] : score[c] - lowest;
			leads[at] += n[c];
			wins[at] += k[c];
		}
		levels.length = 0;
		for (let at = 0; at < width * kinds; at++) {
			if (leads[at] === 0) continue;
			levels.score[levels.length] = Math.floor(at / kinds) + lowest;
			if (classes) levels.offset![levels.length] = classes.values[at % kinds];
			levels.n[levels.length] = leads[at];
			levels.k[levels.length++] = wins[at];
			leads[at] = wins[at] = 0;
		}
		return levels;
	};
}

/** Lowest score and number of buckets; null where there can be none. */
function spanOf(score: Float64Array, kinds: number): [number, number] | null {
	let lowest = Infinity;
	let highest = -Infinity;
	for (let c = 0; c < score.length; c++) {
		const value = score[c];
		if (value !== Math.floor(value)) return null;
		if (value < lowest) lowest = value;
		if (value > highest) highest = value;
	}
	const width = highest - lowest + 1;
	return width * kinds <= WIDEST_SPAN ? [lowest, width] : null;
}

/** Distinct offsets, and which of them each cell has. */
function offsetClasses(offset: Float64Array): { values: number[]; of: Uint32Array } {
	const known = new Map<number, number>();
	const of = Uint32Array.from(offset, (value) => {
		const seen = known.get(value) ?? known.size;
		known.set(value, seen);
		return seen;
	});
	return { values: [...known.keys()], of };
}
