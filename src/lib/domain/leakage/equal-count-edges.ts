/**
 * Edges between bins of about equally many values, ties kept together: each edge is the first value of its bin. A value
 * held by many leads gets fewer, larger bins; nothing is between the edges of a column with few values.
 *
 * @returns ascending, at most bins - 1, each above the least value
 * @example equalCountEdges([1, 1, 2, 3, 4, 5], 3) // [2, 4]
 */
export function equalCountEdges(values: number[], bins = 20): number[] {
	const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
	const edges = new Set<number>();
	for (let bin = 1; bin < bins; bin++) {
		const edge = sorted[Math.floor((sorted.length * bin) / bins)];
		if (edge > sorted[0]) edges.add(edge);
	}
	return [...edges];
}
