/** A month as `month` of `courseRelation` numbers it. @example monthText(24314) // '2026-03' */
export function monthText(number: number): string {
	const year = String(Math.floor(number / 12)).padStart(4, '0');
	return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}
