/**
 * P values adjusted for the false discovery rate (Benjamini & Hochberg 1995); R's `p.adjust(method = "BH")`. Rejecting
 * what is at most 0.05 keeps the expected share of false rejections at 5 %.
 *
 * @param p - p values 0..1, in any order
 * @returns adjusted p values in the same order, at most 1
 * @throws Error for a value outside 0..1
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
	for (const value of p) {
		if (!(value >= 0 && value <= 1)) throw new Error(`benjaminiHochberg: p value ${value}`);
	}
	const largestFirst = [...p.keys()].sort((a, b) => p[b] - p[a]);
	const adjusted = new Array<number>(p.length);
	let smallest = 1;
	largestFirst.forEach((index, i) => {
		smallest = Math.min(smallest, p[index] * (p.length / (p.length - i)));
		adjusted[index] = smallest;
	});
	return adjusted;
}
