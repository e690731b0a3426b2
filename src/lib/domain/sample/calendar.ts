/**
 * The 24 months of the sample, 2024-10-01 to 2026-09-30. A time is a whole number of minutes since
 * 2024-10-01T00:00:00Z, a day a whole number of days since then.
 */
export const DAYS = 730;
export const DAY = 1440;
/** First minute after the data date; what happens from then on is not in the data. */
export const END = DAYS * DAY;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DATES = datesFrom(2024, 10, DAYS);
const CLOCK = Array.from(
	{ length: DAY },
	(_, m) => `T${two(Math.floor(m / 60))}:${two(m % 60)}:00Z`
);

/** @example date(0) // '2024-10-01' */
export function date(minute: number): string {
	return DATES[Math.floor(minute / DAY)];
}

/** @example timestamp(552) // '2024-10-01T09:12:00Z' */
export function timestamp(minute: number): string {
	return date(minute) + CLOCK[minute % DAY];
}

/** Number of the month, 0 = October 2024. @example monthOf(31 * DAY) // 1 */
export function monthOf(minute: number): number {
	const text = date(minute);
	return (Number(text.slice(0, 4)) - 2024) * 12 + Number(text.slice(5, 7)) - 10;
}

/** @example monthName(3) // '2025-01' */
export function monthName(month: number): string {
	const since = month + 9;
	return `${2024 + Math.floor(since / 12)}-${two((since % 12) + 1)}`;
}

/** 0 = Monday; 2024-10-01 was a Tuesday. @example weekday(0) // 1 */
export function weekday(day: number): number {
	return (day + 1) % 7;
}

/** Month and day as text, for seasons. @example monthDay(0) // '10-01' */
export function monthDay(day: number): string {
	return DATES[day].slice(5);
}

/** None of the 24 months is a leap February. */
function datesFrom(year: number, month: number, count: number): string[] {
	const dates: string[] = [];
	for (let day = 1; dates.length < count; day++) {
		if (day > MONTH_LENGTHS[month - 1]) {
			day = 1;
			month++;
		}
		if (month > 12) {
			month = 1;
			year++;
		}
		dates.push(`${year}-${two(month)}-${two(day)}`);
	}
	return dates;
}

function two(n: number): string {
	return n < 10 ? `0${n}` : String(n);
}
