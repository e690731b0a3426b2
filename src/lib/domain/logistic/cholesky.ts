/** Lower triangular factor L of a symmetric positive definite matrix L Lᵀ, row by row in one array. */
export interface Cholesky {
	size: number;
	lower: Float64Array;
}

/**
 * Cholesky factor of a symmetric matrix, without pivoting.
 *
 * @param matrix - row by row; only the lower triangle is read
 * @param tolerance - a pivot at most this share of its diagonal entry counts as zero
 * @returns null where the matrix is not positive definite to that tolerance
 * @example cholesky(Float64Array.of(4, 0, 2, 5), 2)?.lower // Float64Array [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, size: number, tolerance = 1e-14): Cholesky | null {
	const lower = new Float64Array(size * size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j <= i; j++) {
			let sum = matrix[i * size + j];
			for (let m = 0; m < j; m++) sum -= lower[i * size + m] * lower[j * size + m];
			if (i !== j) lower[i * size + j] = sum / lower[j * size + j];
			else if (sum > tolerance * matrix[i * size + i]) lower[i * size + i] = Math.sqrt(sum);
			else return null;
		}
	}
	return { size, lower };
}

/**
 * Solves A x = b for the matrix A behind the factor.
 *
 * @example choleskySolve({ size: 1, lower: Float64Array.of(2) }, Float64Array.of(8)) // Float64Array [2]
 */
export function choleskySolve({ size, lower }: Cholesky, right: Float64Array): Float64Array {
	const x = Float64Array.from(right);
	for (let i = 0; i < size; i++) {
		for (let m = 0; m < i; m++) x[i] -= lower[i * size + m] * x[m];
		x[i] /= lower[i * size + i];
	}
	for (let i = size - 1; i >= 0; i--) {
		for (let m = i + 1; m < size; m++) x[i] -= lower[m * size + i] * x[m];
		x[i] /= lower[i * size + i];
	}
	return x;
}

/**
 * The inverse of the matrix behind the factor, as rows; exactly symmetric.
 *
 * @example choleskyInverse({ size: 1, lower: Float64Array.of(2) }) // [[0.25]]
 */
export function choleskyInverse(factor: Cholesky): number[][] {
	const { size } = factor;
	const rows = Array.from({ length: size }, (_, i) => {
		const unit = new Float64Array(size);
		unit[i] = 1;
		return Array.from(choleskySolve(factor, unit));
	});
	for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) rows[j][i] = rows[i][j];
	return rows;
}
