/** Exact values for 0..9, where the series is too short. */
const SMALL = Array.from({ length: 10 }, (_, k) => {
	let factorial = 1;
	for (let i = 2; i <= k; i++) factorial *= i;
	return Math.log(factorial) - stirling(k);
});

/**
 * What Stirling's formula misses of ln k!: ln k! - [(k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2].
 *
 * @param k - whole number, at least 0
 * @example stirlingError(0) // 0.0810614
 */
export function stirlingError(k: number): number {
	if (k < SMALL.length) return SMALL[k];
	const x = k + 1;
	return (1 / 12 - (1 / 360 - 1 / 1260 / (x * x)) / (x * x)) / x;
}

function stirling(k: number): number {
	return (k + 0.5) * Math.log(k + 1) - (k + 1) + Math.log(2 * Math.PI) / 2;
}
