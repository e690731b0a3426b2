/**
 * Whole points from estimates, within the range the CRM allows. Halves are rounded away from 0. A rule without an
 * estimate keeps today's points as they are, also outside the range: points are never invented.
 *
 * @param estimates - points of each rule, null where the rule got no weight
 * @param today - points today, in the same order
 * @param range - lowest and highest points allowed, whole numbers
 * @returns whole points, and how many estimates had to be cut to the range
 * @throws Error for an empty or fractional range, lists of different length, or an estimate that is not finite
 * @example roundPoints([41.5, null, -0.2], [30, 5, 10], { min: 0, max: 40 }) // { points: [40, 5, 0], clipped: 1 }
 */
export function roundPoints(
	estimates: readonly (number | null)[],
	today: readonly number[],
	{ min, max }: { min: number; max: number }
): { points: number[]; clipped: number } {
	if (!(Number.isInteger(min) && Number.isInteger(max) && min <= max)) {
		throw new Error(`roundPoints: range ${min} to ${max}`);
	}
	if (estimates.length !== today.length) {
		throw new Error(`roundPoints: ${estimates.length} estimates, ${today.length} points`);
	}
	let clipped = 0;
	const points = estimates.map((estimate, i) => {
		if (estimate === null) return today[i];
		const whole = halvesAwayFromZero(estimate);
		const cut = Math.min(max, Math.max(min, whole));
		if (cut !== whole) clipped++;
		return cut;
	});
	return { points, clipped };
}

function halvesAwayFromZero(value: number): number {
	if (!Number.isFinite(value)) throw new Error(`roundPoints: estimate ${value}`);
	return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}
