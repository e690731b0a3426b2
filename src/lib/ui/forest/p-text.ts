import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/** A p value with its sign, to three digits. @example pText(0.00002, 'en') // '< 0.001' */
export function pText(p: number, locale: Locale = getLocale()): string {
	const { decimal } = numbersIn(locale);
	return p < 0.001 ? `< ${decimal(0.001, 3)}` : `= ${decimal(p, 3)}`;
}
