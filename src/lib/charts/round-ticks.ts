/**
 * Round numbers from 0 to an end, at most so many steps.
 * @param least - steps are no smaller
 * @example roundTicks(0.23, 5) // [0, 0.05, 0.1, 0.15, 0.2]
 */
export function roundTicks(end: number, most: number, least = 0): number[] {
	const rough = end / Math.max(2, most);
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
	const used = Math.max(least, step);
	return Array.from({ length: Math.floor(end / used + 1e-9) + 1 }, (_, i) => i * used);
}
