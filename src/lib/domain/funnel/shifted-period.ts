import { DAY_MS } from '#lib/domain/units.ts';

/** First and last day, YYYY-MM-DD, both included. */
export interface Period {
	from: string;
	to: string;
}

/** The period to compare with: so many of its own lengths, or so many years, earlier. */
export type PeriodShift = { lengths: number } | { years: number };

/**
 * An earlier period of the same length. Whole months stay whole months: before June comes May, with its 31 days; a year
 * before February 2024 lies February 2023.
 *
 * @throws Error where the period ends before it begins
 * @example shiftedPeriod({ from: '2026-04-01', to: '2026-06-30' }, { lengths: 1 }) // { from: '2026-01-01', to: '2026-03-31' }
 */
export function shiftedPeriod({ from, to }: Period, shift: PeriodShift): Period {
	const [first, last] = [dayOf(from), dayOf(to)];
	if (last < first) throw new Error(`shiftedPeriod: from ${from} to ${to}`);
	if ('years' in shift) return byMonths(first, last, 12 * shift.years);
	if (isWholeMonths(first, last)) {
		const months = monthOf(last) - monthOf(first) + 1;
		return byMonths(first, last, months * shift.lengths);
	}
	const days = (last - first + 1) * shift.lengths;
	return { from: text(first - days), to: text(last - days) };
}

function byMonths(first: number, last: number, months: number): Period {
	const atEnd = isWholeMonths(first, last);
	const [from, to] = [first, last].map((day) => monthsBefore(day, months));
	return { from: text(from), to: text(atEnd ? endOfMonth(to) : to) };
}

/** The same day of an earlier month, or its last day where it is shorter. */
function monthsBefore(day: number, months: number): number {
	const date = new Date(day * DAY_MS);
	const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1) / DAY_MS;
	return Math.min(start + date.getUTCDate() - 1, endOfMonth(start));
}

function isWholeMonths(first: number, last: number): boolean {
	return new Date(first * DAY_MS).getUTCDate() === 1 && last === endOfMonth(last);
}

function endOfMonth(day: number): number {
	const date = new Date(day * DAY_MS);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / DAY_MS;
}

function monthOf(day: number): number {
	const date = new Date(day * DAY_MS);
	return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function dayOf(iso: string): number {
	return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

function text(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
