import { tagOf, type Locale } from '#lib/charts/numbers.ts';

/** Amounts of one currency as a reader of the language writes them; all from cents. */
export interface Money {
	/** €1,235: without cents. */
	whole(cents: number): string;
	/** €7.52 */
	exact(cents: number): string;
	/** €412k, €3.1m: three digits. */
	short(cents: number): string;
	/** €1: what a return is told of. */
	one: string;
}

/** @example moneyIn('EUR', 'de').exact(752) // '7,52 €' */
export function moneyIn(currency: string, locale: Locale): Money {
	const write = (cents: number, options: Intl.NumberFormatOptions) =>
		new Intl.NumberFormat(tagOf(locale), { style: 'currency', currency, ...options })
			.format(cents / 100)
			.replaceAll('-', '−');
	const whole = (cents: number) => write(cents, { maximumFractionDigits: 0 });
	return {
		whole,
		exact: (cents) => write(cents, {}),
		short: (cents) =>
			write(cents, { notation: 'compact', minimumFractionDigits: 0, maximumSignificantDigits: 3 }),
		one: whole(100)
	};
}
