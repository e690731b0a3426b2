/**
 * The progress of one part of a work as that of the whole, told only where it has moved by a hundredth.
 *
 * @param onStep - told how far the whole is, 0..1
 * @example stepBetween(onStep, 0.2, 0.6)(0.5) // onStep(0.4)
 */
export function stepBetween(
	onStep: ((share: number) => void) | undefined,
	from: number,
	to: number
): (share: number) => void {
	let told = -Infinity;
	return (share) => {
		const whole = from + (to - from) * share;
		if (whole - told < 0.01 && share < 1) return;
		told = whole;
		onStep?.(whole);
	};
}
