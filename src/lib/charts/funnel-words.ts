import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import { numbersIn, tagOf, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** A rate with its interval: 37% (34 to 40%). A dash where nothing was measured. */
export function rateText(rate: Measured<Rate>, locale: Locale, fewestDigits = 0): string {
	if (!rate.measured) return '–';
	const { percent } = numbersIn(locale);
	const digits = Math.max(fewestDigits, rate.rate < 0.0995 || rate.hi - rate.lo < 0.02 ? 1 : 0);
	const [lo, hi] = [rate.lo, rate.hi].map((each) => percent(each, digits));
	return m.funnel_rate({ rate: percent(rate.rate, digits), lo: bare(lo), hi }, { locale });
}

/** The first end of an interval goes without its sign: 34 to 40%. */
function bare(percent: string): string {
	return percent.replace(/\s*%$/, '');
}

/** A time of days: 12 days. */
export function daysText(days: number, locale: Locale): string {
	return m.funnel_days(
		{ count: Math.round(days), days: numbersIn(locale).points(days) },
		{ locale }
	);
}

/** Minutes as a reader thinks of them: 45 minutes, 3.5 hours, 2 days. */
export function minutesText(minutes: number, locale: Locale, dayMinutes = 1440): string {
	const { points } = numbersIn(locale);
	if (minutes < 120) return m.funnel_minutes({ minutes: points(minutes) }, { locale });
	if (minutes < 2 * dayMinutes) return m.funnel_hours({ hours: points(minutes / 60) }, { locale });
	return daysText(Math.round((10 * minutes) / dayMinutes) / 10, locale);
}

/** An amount without its cents, for sums that nobody reads to the cent. */
export function amountText(cents: number, locale: Locale, currency = 'EUR'): string {
	const style = { style: 'currency' as const, currency, maximumFractionDigits: 0 };
	return new Intl.NumberFormat(tagOf(locale), style).format(cents / 100).replaceAll('-', '−');
}

/** 21 Nov 2026, 21.11.2026; the day in UTC. */
export function dayText(iso: string, locale: Locale): string {
	const style = locale === 'de' ? '2-digit' : 'numeric';
	const month = locale === 'de' ? '2-digit' : 'short';
	return new Intl.DateTimeFormat(tagOf(locale), {
		timeZone: 'UTC',
		year: 'numeric',
		month,
		day: style
	}).format(new Date(iso));
}

/** The first letters of a text that has no room. @example shortened('Opportunity', 8) // 'Opportu…' */
export function shortened(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}
