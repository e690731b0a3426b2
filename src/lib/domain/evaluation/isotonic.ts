/** Neighbours that were pooled to one value. */
export interface IsotonicBlock {
	/** First and last index of what was pooled. */
	from: number;
	to: number;
	value: number;
	weight: number;
}

/**
 * Isotonic regression: the rising step function nearest to the values in weighted least squares, by pooling adjacent
 * violators (Ayer et al. 1955). Equal neighbours are pooled too. R's `isoreg`, scikit-learn's `isotonic_regression`.
 *
 * @param values - in the order in which they should rise
 * @param weights - more than 0; 1 each where absent
 * @returns blocks of rising value, in order
 * @throws Error for another number of weights, or one that is not positive
 * @example isotonicBlocks([1, 3, 2]).map(({ value }) => value) // [1, 2.5]
 */
export function isotonicBlocks(
	values: ArrayLike<number>,
	weights?: ArrayLike<number>
): IsotonicBlock[] {
	if (weights && weights.length !== values.length) {
		throw new Error(`isotonicBlocks: ${values.length} values, ${weights.length} weights`);
	}
	const sums = Array.from(values, (value, i) => value * (weights ? weights[i] : 1));
	return pooledBlocks(sums, weights ?? sums.map(() => 1));
}

/**
 * The same from sums (value x weight), as counts give them: wins and leads, so that equal rates are seen to be equal.
 *
 * @throws Error for a weight that is not positive
 * @example pooledBlocks([1, 2], [2, 4]) // [{ from: 0, to: 1, value: 0.5, weight: 6 }]
 */
export function pooledBlocks(sums: ArrayLike<number>, weights: ArrayLike<number>): IsotonicBlock[] {
	const blocks: { from: number; to: number; sum: number; weight: number }[] = [];
	for (let i = 0; i < sums.length; i++) {
		let block = { from: i, to: i, sum: sums[i], weight: weights[i] };
		if (!(block.weight > 0)) throw new Error(`isotonicBlocks: weight ${block.weight}`);
		for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
			if (last.sum * block.weight < block.sum * last.weight) break;
			blocks.pop();
			const weight = last.weight + block.weight;
			block = { from: last.from, to: i, sum: last.sum + block.sum, weight };
		}
		blocks.push(block);
	}
	return blocks.map(({ from, to, sum, weight }) => ({ from, to, value: sum / weight, weight }));
}

/**
 * The same as one value an entry.
 *
 * @example isotonicRegression([1, 3, 2]) // Float64Array [1, 2.5, 2.5]
 */
export function isotonicRegression(
	values: ArrayLike<number>,
	weights?: ArrayLike<number>
): Float64Array {
	const fitted = new Float64Array(values.length);
	for (const { from, to, value } of isotonicBlocks(values, weights)) {
		fitted.fill(value, from, to + 1);
	}
	return fitted;
}
