import { tagOf, type Locale } from '#lib/charts/numbers.ts';

/**
 * A month as a reader writes it; without its year where there is little room.
 * @example monthName('2026-03', 'de') // 'März 2026'
 */
export function monthName(month: string, locale: Locale, year = true): string {
	return new Intl.DateTimeFormat(tagOf(locale), {
		timeZone: 'UTC',
		month: 'short',
		...(year ? { year: 'numeric' as const } : {})
	}).format(new Date(`${month}-01T00:00:00Z`));
}
