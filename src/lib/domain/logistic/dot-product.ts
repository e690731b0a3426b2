/**
 * Sum of the products of two columns of one length.
 *
 * @example dotProduct([1, 2], [3, 4]) // 11
 */
export function dotProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
	return sum;
}
