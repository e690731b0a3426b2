/** Cents as euros with a decimal point. @example euros(1240050) // '12400.50' */
export function euros(cents: number): string {
	const rest = cents % 100;
	return `${Math.floor(cents / 100)}.${rest < 10 ? '0' : ''}${rest}`;
}
