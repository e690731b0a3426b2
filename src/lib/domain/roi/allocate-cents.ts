/**
 * Splits an amount into whole cents in proportion to weights, so that the parts add up to it exactly: every part is
 * rounded towards zero, and the cents left over go one by one to the parts that lost most (largest remainder,
 * Hamilton), the earlier of equal ones first. Refunds (negative amounts) are split like amounts. Where all weights
 * are 0 all count alike.
 *
 * @param cents - whole; negative for a refund
 * @param weights - 0 or more, one a part; leads, touches or credits
 * @returns one whole number a part
 * @throws Error for an amount that is not whole, a negative weight, or an amount without parts
 * @example allocateCents(100, [1, 1, 1]) // [34, 33, 33]
 */
export function allocateCents(cents: number, weights: ArrayLike<number>): number[] {
	if (!Number.isSafeInteger(cents)) throw new Error(`allocateCents: ${cents} cents`);
	const given = Array.from(weights);
	const bad = given.find((weight) => !(weight >= 0 && weight < Infinity));
	if (bad !== undefined) throw new Error(`allocateCents: weight ${bad}`);
	if (given.length === 0) {
		if (cents === 0) return [];
		throw new Error(`allocateCents: ${cents} cents and no parts`);
	}
	const all = given.reduce((sum, weight) => sum + weight, 0);
	const used = all > 0 ? given : given.map(() => 1);
	const total = all > 0 ? all : given.length;
	const amount = Math.abs(cents);
	const exact = used.map((weight) => amount * (weight / total));
	const parts = exact.map(Math.floor);
	hand(parts, exact, amount - parts.reduce((sum, part) => sum + part, 0));
	return cents < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts;
}

/** Gives the cents left over to the parts with the largest remainders; parts of no weight get none. */
function hand(parts: number[], exact: number[], left: number): void {
	const remainder = (i: number) => exact[i] - parts[i];
	const order = [...parts.keys()]
		.filter((i) => exact[i] > 0)
		.sort((i, j) => remainder(j) - remainder(i) || i - j);
	// Rounding of huge amounts may leave more than a cent a part, or have handed out one too many.
	for (let i = 0; left > 0; i++, left--) parts[order[i % order.length]]++;
	for (let i = order.length - 1; left < 0; i = i > 0 ? i - 1 : order.length - 1) {
		if (parts[order[i]] === 0) continue;
		parts[order[i]]--;
		left++;
	}
}
