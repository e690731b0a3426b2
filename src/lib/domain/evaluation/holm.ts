/**
 * P values adjusted for the number of tests (Holm 1979); R's `p.adjust(method = "holm")`. Rejecting what is at most 0.05
 * keeps the chance of a single false rejection among all of them at 5 %, however the tests depend on one another.
 *
 * @param p - p values 0..1, in any order
 * @returns adjusted p values in the same order, at most 1; a single p value stays as it is
 * @throws Error for a value outside 0..1
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
	for (const value of p) if (!(value >= 0 && value <= 1)) throw new Error(`holm: p value ${value}`);
	const smallestFirst = [...p.keys()].sort((a, b) => p[a] - p[b]);
	const adjusted = new Array<number>(p.length);
	let largest = 0;
	smallestFirst.forEach((index, i) => {
		largest = Math.max(largest, p[index] * (p.length - i));
		adjusted[index] = Math.min(1, largest);
	});
	return adjusted;
}
