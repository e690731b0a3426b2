import { tagOf, type Locale } from '#lib/charts/numbers.ts';
import { DAY_MS } from '#lib/domain/units.ts';

/** 1970-01-05, the Monday of week 0, as days since 1970-01-01. */
const FIRST_MONDAY = 4;

/**
 * The Monday of a week, UTC, as a reader writes a date; without its year where there is little room.
 * @example weekDate(2725, 'de') // '28.03.2022'
 */
export function weekDate(week: number, locale: Locale, year = true): string {
	const monday = new Date((FIRST_MONDAY + 7 * week) * DAY_MS);
	return new Intl.DateTimeFormat(tagOf(locale), {
		timeZone: 'UTC',
		day: locale === 'de' ? '2-digit' : 'numeric',
		month: locale === 'de' ? '2-digit' : 'short',
		...(year ? { year: 'numeric' as const } : {})
	}).format(monday);
}
