/** A matrix as rows. */
export type Matrix = readonly (readonly number[])[];

/**
 * Product of two matrices.
 *
 * @example multiply([[1, 2]], [[3], [4]]) // [[11]]
 */
export function multiply(a: Matrix, b: Matrix): number[][] {
	return a.map((row) =>
		b[0].map((_, j) => row.reduce((sum, value, m) => sum + value * b[m][j], 0))
	);
}

/**
 * Sum of the diagonal.
 *
 * @example trace([[1, 2], [3, 4]]) // 5
 */
export function trace(matrix: Matrix): number {
	return matrix.reduce((sum, row, i) => sum + row[i], 0);
}

/**
 * The same matrix from the lower triangle of an array, row by row.
 *
 * @example symmetric(Float64Array.of(1, 0, 2, 3), 2) // [[1, 2], [2, 3]]
 */
export function symmetric(lower: Float64Array, size: number): number[][] {
	return Array.from({ length: size }, (_, i) =>
		Array.from({ length: size }, (_, j) => lower[Math.max(i, j) * size + Math.min(i, j)])
	);
}
