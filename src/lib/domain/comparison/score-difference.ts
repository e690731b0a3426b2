/** Two numbers that were calculated in another order may differ by this share. */
const SPECK = 1e-9;

/**
 * By how much a score of the data is above what a card gives; 0 where only the order of the calculation makes a difference.
 *
 * @example scoreDifference(0.1 + 0.2, 0.3) // 0
 */
export function scoreDifference(column: number, card: number): number {
	const exact = column - card;
	const near = Math.abs(exact) <= SPECK * Math.max(1, Math.abs(card));
	return near ? 0 : Number(exact.toPrecision(9));
}
