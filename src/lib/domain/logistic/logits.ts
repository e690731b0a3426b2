import type { Design } from './design.ts';

/**
 * Log-odds of each cell of a design: offset + intercept + terms x coefficients.
 *
 * @param coefficients - intercept first, then one a column
 * @throws Error where their number does not fit the design
 * @example logits({ names: ['a'], columns: [Float64Array.of(0, 1)], n, k }, [-1, 2]) // Float64Array [-1, 1]
 */
export function logits(design: Design, coefficients: ArrayLike<number>): Float64Array {
	const { columns, offset, n } = design;
	if (coefficients.length !== columns.length + 1) {
		throw new Error(`logits: ${columns.length} terms, ${coefficients.length} coefficients`);
	}
	const sum = new Float64Array(n.length).fill(coefficients[0]);
	columns.forEach((column, j) => {
		const weight = coefficients[j + 1];
		for (let c = 0; c < sum.length; c++) sum[c] += weight * column[c];
	});
	if (offset) for (let c = 0; c < sum.length; c++) sum[c] += offset[c];
	return sum;
}
