/**
 * How far the log-odds of any cell that holds leads moved.
 *
 * @param counts - leads of each cell; cells with 0 are not watched
 * @example largestMove(Float64Array.of(0, 0), Float64Array.of(0.5, 3), Float64Array.of(7, 0)) // 0.5
 */
export function largestMove(
	before: Float64Array,
	after: Float64Array,
	counts: Float64Array
): number {
	let largest = 0;
	for (let c = 0; c < counts.length; c++) {
		if (counts[c] > 0) largest = Math.max(largest, Math.abs(after[c] - before[c]));
	}
	return largest;
}
