/** What a column of a dataset holds. */
export type ColumnType = 'text' | 'number' | 'timestamp';

/** How the texts of a column are read; every reading but `text` may fail for a value. */
export type Reading =
	| 'text'
	/** 1234.5 */
	| 'point-number'
	/** 1.234,5 */
	| 'comma-number'
	/** 1,234.5 */
	| 'grouped-number'
	/** 2026-01-31, 2026-01-31 14:05, 2026-01-31T14:05:00Z; taken as UTC */
	| 'iso-time'
	/** 2026-01-31T14:05:00+01:00, moved to UTC */
	| 'offset-time'
	/** 31.01.2026, 31.01.26, 31.01.2026 14:05; taken as UTC */
	| 'german-time'
	/** 31/01/2026, 31-01-2026 14:05; taken as UTC */
	| 'day-first-time'
	/** 1/31/2026, 1/31/2026 2:05 PM; taken as UTC */
	| 'month-first-time'
	/** 1.234,56 €, EUR 1 234,56, 1.234,56-; blanks and apostrophes may group digits */
	| 'comma-amount'
	/** $1,234.56, 1'234.50 CHF */
	| 'point-amount'
	/** 12,5 % is 0.125 */
	| 'comma-percent'
	/** 12.5% is 0.125 */
	| 'point-percent'
	/** ja, nein, yes, no, wahr, falsch, … as the texts `yes` and `no`; only where somebody asks for it */
	| 'yes-no';

/** Readings in the order in which they win when several fit all values. */
export const READINGS: Exclude<Reading, 'text' | 'yes-no'>[] = [
	'point-number',
	'comma-number',
	'grouped-number',
	'iso-time',
	'offset-time',
	'german-time',
	'day-first-time',
	'month-first-time',
	'comma-amount',
	'point-amount',
	'comma-percent',
	'point-percent'
];

/** Every reading a person may choose for a column. */
export const CHOSEN_READINGS: Reading[] = ['text', ...READINGS, 'yes-no'];

/** What an engine found when it tried readings on the values of one column. */
export interface ReadingEvidence {
	/** Values that are not missing. */
	filled: number;
	/** How many of them each reading that was tried can read. */
	readable: Partial<Record<Reading, number>>;
	/**
	 * Values that look like numbers but are codes: a leading zero or plus sign, more than 2^53, no finite
	 * number. One of them makes the column text, because as numbers they would lose what they say.
	 */
	codes: number;
	/** Times that carry an offset from UTC other than Z. */
	offsets: number;
	/** Values with a point or comma between digits, and those of them that could group thousands: 1.234, 12,345. */
	separated: number;
	grouped: number;
}

/** @example typeOf('comma-number') // 'number' */
export function typeOf(reading: Reading): ColumnType {
	if (reading === 'text' || reading === 'yes-no') return 'text';
	return reading.endsWith('-time') ? 'timestamp' : 'number';
}

/**
 * The reading worth trying on the whole column, from evidence on its first rows: the one that can read most
 * values, if it can read at least half; else text.
 *
 * @example likelyReading({ filled: 4, readable: { 'point-number': 3 }, codes: 0, offsets: 0, separated: 0, grouped: 0 }) // 'point-number'
 */
export function likelyReading(sample: ReadingEvidence): Reading {
	if (sample.filled === 0) return 'text';
	const ranked = READINGS.map((reading) => ({ reading, n: sample.readable[reading] ?? 0 })).sort(
		(a, b) => b.n - a.n
	);
	const { reading, n } = ranked[0];
	if (n * 2 < sample.filled) return 'text';
	return settled(reading, sample);
}

/**
 * The readings that evidence leaves open beside the likely one: 1.234 may be a decimal number or a thousand and
 * more, 03/04/2025 a day in March or in April. Empty where there is no doubt.
 *
 * @example otherReadings('day-first-time', { filled: 2, readable: { 'day-first-time': 2, 'month-first-time': 2 }, codes: 0, offsets: 0, separated: 0, grouped: 0 }) // ['month-first-time']
 */
export function otherReadings(likely: Reading, evidence: ReadingEvidence): Reading[] {
	const { readable, separated, grouped } = evidence;
	const asWell = (others: Reading[]) =>
		others.filter(
			(each) => each !== likely && (readable[each] ?? 0) >= Math.max(1, readable[likely] ?? 0)
		);
	if (DATE_ORDERS.includes(likely)) return asWell(DATE_ORDERS);
	if (typeOf(likely) !== 'number' || separated === 0 || grouped < separated) return [];
	const family = DECIMALS.find((each) => each.includes(likely)) ?? [];
	// Without a comma in any value they are the same numbers.
	return asWell(likely === 'point-number' ? ['comma-number'] : family);
}

const DATE_ORDERS: Reading[] = ['day-first-time', 'month-first-time'];
/** Readings of one look that differ in what point and comma mean. */
const DECIMALS: Reading[][] = [
	['point-number', 'comma-number', 'grouped-number'],
	['comma-amount', 'point-amount'],
	['comma-percent', 'point-percent']
];

/**
 * The reading of a column from evidence on all its values: kept only if it can read every one of them.
 * Yes/no stays text, and so do identifiers with leading zeros or beyond 2^53.
 *
 * @example confirmedReading('point-number', { filled: 4, readable: { 'point-number': 3 }, codes: 0, offsets: 0, separated: 0, grouped: 0 }) // 'text'
 */
export function confirmedReading(likely: Reading, whole: ReadingEvidence): Reading {
	const reading = settled(likely, whole);
	return whole.filled > 0 && whole.readable[likely] === whole.filled ? reading : 'text';
}

function settled(reading: Reading, { codes, offsets }: ReadingEvidence): Reading {
	if (typeOf(reading) === 'number') return codes > 0 ? 'text' : reading;
	return reading === 'iso-time' && offsets > 0 ? 'offset-time' : reading;
}
