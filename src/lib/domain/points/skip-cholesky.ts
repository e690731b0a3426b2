/**
 * Cholesky factor of a symmetric matrix that may be singular, in place: a row that depends on earlier ones gets the
 * pivot 0, and solutions have 0 there.
 *
 * @param matrix - row by row; its lower triangle becomes the factor
 * @example skipCholesky(Float64Array.of(4, 0, 2, 1), 2) // lower triangle 2; 1, 0
 */
export function skipCholesky(matrix: Float64Array, size: number, tolerance = 1e-11): void {
	for (let i = 0; i < size; i++) {
		const least = tolerance * matrix[i * size + i];
		for (let j = 0; j <= i; j++) {
			let sum = matrix[i * size + j];
			for (let m = 0; m < j; m++) sum -= matrix[i * size + m] * matrix[j * size + m];
			const pivot = matrix[j * size + j];
			if (i !== j) matrix[i * size + j] = pivot > 0 ? sum / pivot : 0;
			else if (sum > least) matrix[i * size + i] = Math.sqrt(sum);
			else matrix[i * size + i] = 0;
		}
	}
}

/**
 * Solves L y = b in place for a factor of `skipCholesky`.
 *
 * @returns y · y = b · A⁻ b
 * @example solveLower(Float64Array.of(2, 0, 1, 0), 2, Float64Array.of(4, 2)) // 4, and y = [2, 0]
 */
export function solveLower(lower: Float64Array, size: number, b: Float64Array): number {
	let squares = 0;
	for (let i = 0; i < size; i++) {
		const pivot = lower[i * size + i];
		let sum = b[i];
		for (let m = 0; m < i; m++) sum -= lower[i * size + m] * b[m];
		b[i] = pivot > 0 ? sum / pivot : 0;
		squares += b[i] * b[i];
	}
	return squares;
}

/** Solves Lᵀ x = y in place. */
export function solveUpper(lower: Float64Array, size: number, y: Float64Array): void {
	for (let i = size - 1; i >= 0; i--) {
		const pivot = lower[i * size + i];
		if (!(pivot > 0)) {
			y[i] = 0;
			continue;
		}
		for (let m = i + 1; m < size; m++) y[i] -= lower[m * size + i] * y[m];
		y[i] /= pivot;
	}
}
