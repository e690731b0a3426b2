/** Where the later leads begin. */
export interface SplitPoint {
	/** Smallest key of a test lead; null where all leads share one key, so that nothing can be split. */
	firstTestKey: number | null;
	train: number;
	test: number;
}

/**
 * The key at which the test leads begin, so that their share comes closest to the wanted one without cutting
 * a key in two (statistics 6); of two equally close cuts the earlier. Keys ascending, counts of leads a key.
 *
 * @example chooseSplit([1, 2, 3], [70, 20, 10], 0.3).firstTestKey // 2
 */
export function chooseSplit(
	keys: ArrayLike<number>,
	counts: ArrayLike<number>,
	shareTest: number
): SplitPoint {
	let total = 0;
	for (let i = 0; i < counts.length; i++) total += counts[i];
	let best: SplitPoint = { firstTestKey: null, train: total, test: 0 };
	let least = Infinity;
	let before = 0;
	for (let i = 0; i < keys.length; i++) {
		const off = Math.abs((total - before) / total - shareTest);
		if (i > 0 && off < least - 1e-12) {
			least = off;
			best = { firstTestKey: keys[i], train: before, test: total - before };
		}
		before += counts[i];
	}
	return best;
}
