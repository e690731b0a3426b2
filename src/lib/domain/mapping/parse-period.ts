import { headerWords } from './header-words.ts';

/** Days from the first to the last of a day, month or quarter, YYYY-MM-DD. */
export interface Period {
	day: string;
	until: string;
}

/**
 * The month or quarter that a text names, in English or German: `2026-01`, `01/2026`, `Jan 26`, `Januar 2026`,
 * `1. Quartal 2026`, `Q1 2026`. Null where it names none; a day is no month.
 *
 * @example parsePeriod('März 2026') // { day: '2026-03-01', until: '2026-03-31' }
 */
export function parsePeriod(text: string): Period | null {
	const words = headerWords(text);
	const quarter = QUARTER.exec(words);
	if (quarter) {
		const [, first, firstYear, second, secondYear] = quarter;
		const number = Number(first ?? second);
		return months(yearOf(firstYear ?? secondYear), 3 * number - 2, 3);
	}
	const found = numbersOf(words) ?? namedMonth(words);
	return found && months(found.year, found.month, 1);
}

/**
 * The month a text names, YYYY-MM; null for anything else, quarters and days included.
 *
 * @example parseMonth('Okt 2025') // '2025-10'
 */
export function parseMonth(text: string): string | null {
	const period = parsePeriod(text);
	const one = period !== null && period.day.slice(0, 7) === period.until.slice(0, 7);
	return one ? period.day.slice(0, 7) : null;
}

/** The first letters of each month's names in both languages, which no other month shares. */
const MONTHS = [
	/^jan(uar|uary|ner)?$/,
	/^feb(r|ruar|ruary)?$/,
	/^(mar|march|mrz|maerz|maer)$/,
	/^apr(il)?$/,
	/^(may|mai)$/,
	/^jun(e|i)?$/,
	/^jul(y|i)?$/,
	/^aug(ust)?$/,
	/^sep(t|tember)?$/,
	/^(oct|october|okt|oktober)$/,
	/^nov(ember)?$/,
	/^(dec|december|dez|dezember)$/
];

const YEAR = '((?:19|20)[0-9]{2}|[0-9]{2})';
const QUARTER = new RegExp(`^(?:q([1-4]) ${YEAR}|([1-4]) (?:quartal|quarter) ${YEAR})$`);

function numbersOf(words: string): { year: number; month: number } | null {
	const yearFirst = /^((?:19|20)[0-9]{2}) ?(0[1-9]|1[0-2]|[1-9])$/.exec(words);
	if (yearFirst) return { year: Number(yearFirst[1]), month: Number(yearFirst[2]) };
	const monthFirst = /^(0?[1-9]|1[0-2]) ((?:19|20)[0-9]{2})$/.exec(words);
	return monthFirst && { year: Number(monthFirst[2]), month: Number(monthFirst[1]) };
}

function namedMonth(words: string): { year: number; month: number } | null {
	const parts = words.match(/[a-z]+|[0-9]+/g) ?? [];
	if (parts.length !== 2) return null;
	const [name, year] = /^[a-z]/.test(parts[0]) ? parts : [parts[1], parts[0]];
	const month = MONTHS.findIndex((pattern) => pattern.test(name)) + 1;
	return month > 0 && new RegExp(`^${YEAR}$`).test(year) ? { year: yearOf(year), month } : null;
}

function yearOf(text: string): number {
	return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function months(year: number, month: number, count: number): Period {
	const two = (n: number) => String(n).padStart(2, '0');
	const last = month + count - 1;
	const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][last - 1];
	return { day: `${year}-${two(month)}-01`, until: `${year}-${two(last)}-${two(days)}` };
}
