import { numbersIn, tagOf, type Locale, type Numbers } from '#lib/charts/numbers.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/** Everything a page writes with digits, in the language of the page. */
export interface Format extends Numbers {
	/** 21 Nov 2026, 21.11.2026; the day in UTC. */
	date(iso: string): string;
	/** €1,234.56, 1.234,56 € */
	money(cents: number, currency?: string): string;
	/** 3.4 MB, 812 B */
	bytes(size: number): string;
	/** Today, tomorrow and the day after. */
	list(words: string[]): string;
}

/** @example format('de').date('2026-11-21T00:00:00Z') // '21.11.2026' */
export function format(locale: Locale = getLocale()): Format {
	const tag = tagOf(locale);
	const day = new Intl.DateTimeFormat(tag, {
		timeZone: 'UTC',
		year: 'numeric',
		month: locale === 'de' ? '2-digit' : 'short',
		day: locale === 'de' ? '2-digit' : 'numeric'
	});
	return {
		...numbersIn(locale),
		date: (iso) => day.format(new Date(iso)),
		money: (cents, currency = 'EUR') =>
			new Intl.NumberFormat(tag, { style: 'currency', currency })
				.format(cents / 100)
				.replaceAll('-', '−'),
		bytes: (size) => bytes(size, numbersIn(locale)),
		list: (words) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(words)
	};
}

function bytes(size: number, numbers: Numbers): string {
	if (size < 1000) return `${numbers.count(size)} B`;
	if (size < 1_000_000) return `${numbers.decimal(size / 1000, 1)} kB`;
	return `${numbers.decimal(size / 1_000_000, 1)} MB`;
}
