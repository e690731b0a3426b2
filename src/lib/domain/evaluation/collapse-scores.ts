/** Leads grouped by equal score, lowest score first. Cells without leads are not in it. */
export interface ScoreGroups {
	/** Distinct scores, ascending. */
	score: Float64Array;
	/** Leads with that score. */
	n: Float64Array;
	/** Won leads with that score. */
	k: Float64Array;
	/** Group of each cell that came in; `NO_GROUP` for a cell without leads. */
	group: Uint32Array;
}

/** Group of a cell that holds no leads. */
export const NO_GROUP = 0xffffffff;

/** Whole scores that span at most this many points are counted in buckets rather than sorted. */
const WIDEST_SPAN = 100_000;

/**
 * Collapses cells to distinct scores: what ranking, gates and bands depend on. Equal scores are one group, so that
 * ties are never split later on.
 *
 * @param score - score of each cell, finite
 * @param n - leads in the cell
 * @param k - won leads in the cell, 0 <= k <= n
 * @throws Error for columns of different length, scores that are not finite, or k outside 0..n
 * @example collapseScores(Float64Array.of(5, 0, 5), Float64Array.of(1, 2, 3), Float64Array.of(1, 0, 1)).n // [2, 4]
 */
export function collapseScores(score: Float64Array, n: Float64Array, k: Float64Array): ScoreGroups {
	check(score, n, k);
	const { distinct, group } = groupsOf(score, n);
	const groups = {
		score: distinct,
		n: new Float64Array(distinct.length),
		k: new Float64Array(distinct.length),
		group
	};
	for (let c = 0; c < n.length; c++) {
		if (n[c] === 0) continue;
		groups.n[group[c]] += n[c];
		groups.k[group[c]] += k[c];
	}
	return groups;
}

function check(score: Float64Array, n: Float64Array, k: Float64Array): void {
	if (score.length !== n.length || score.length !== k.length) {
		throw new Error(`collapseScores: ${score.length} scores, ${n.length} n, ${k.length} k`);
	}
	for (let c = 0; c < n.length; c++) {
		if (!Number.isFinite(score[c])) throw new Error(`collapseScores: score ${score[c]}`);
		if (!(n[c] >= 0 && k[c] >= 0 && k[c] <= n[c] && n[c] < Infinity)) {
			throw new Error(`collapseScores: cell ${c} has n ${n[c]}, k ${k[c]}; needed 0 <= k <= n`);
		}
	}
}

function groupsOf(score: Float64Array, n: Float64Array) {
	let lowest = Infinity;
	let highest = -Infinity;
	let whole = true;
	for (let c = 0; c < n.length; c++) {
		if (n[c] === 0) continue;
		lowest = Math.min(lowest, score[c]);
		highest = Math.max(highest, score[c]);
		whole = whole && Number.isInteger(score[c]);
	}
	return whole && highest - lowest <= WIDEST_SPAN
		? bucketed(score, n, lowest, highest)
		: sorted(score, n);
}

function bucketed(score: Float64Array, n: Float64Array, lowest: number, highest: number) {
	const seen = new Uint32Array(Math.max(0, highest - lowest + 1));
	for (let c = 0; c < n.length; c++) if (n[c] > 0) seen[score[c] - lowest] = 1;
	const distinct: number[] = [];
	for (let s = 0; s < seen.length; s++) {
		if (seen[s]) seen[s] = distinct.push(lowest + s) - 1;
	}
	const group = new Uint32Array(n.length);
	for (let c = 0; c < n.length; c++) group[c] = n[c] > 0 ? seen[score[c] - lowest] : NO_GROUP;
	return { distinct: Float64Array.from(distinct), group };
}

function sorted(score: Float64Array, n: Float64Array) {
	let filled = 0;
	const cells = new Uint32Array(n.length);
	for (let c = 0; c < n.length; c++) if (n[c] > 0) cells[filled++] = c;
	const order = cells.subarray(0, filled).sort((a, b) => score[a] - score[b]);
	const group = new Uint32Array(n.length).fill(NO_GROUP);
	const distinct: number[] = [];
	for (const c of order) {
		if (distinct.length === 0 || distinct[distinct.length - 1] !== score[c])
			distinct.push(score[c]);
		group[c] = distinct.length - 1;
	}
	return { distinct: Float64Array.from(distinct), group };
}
