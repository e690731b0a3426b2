/** A number within bounds, with point or comma; null where it is none. */
export function decimal(text: string, least: number, most: number): number | null {
	const number = /^\d{1,10}([.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
	return number >= least && number <= most ? number : null;
}

/** A number that can be large: three digits behind a point or comma may mean thousands, and are refused. */
export function amount(text: string, least: number, most: number): number | null {
	return /[.,]\d{3}/.test(text) ? null : decimal(text, least, most);
}

/** A whole number within bounds; null where it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
	const number = /^[+-]?\d{1,10}$/.test(text) ? Number(text) : NaN;
	return number >= least && number <= most ? number : null;
}

/** A day or a moment in UTC; a day means its first moment. */
export function isoDay(text: string): string | null {
	if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/.test(text)) return null;
	const time = new Date(text);
	const valid = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10));
	return valid ? time.toISOString() : null;
}
