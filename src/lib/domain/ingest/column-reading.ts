/** What a column of a dataset holds. */
export type ColumnType = 'text' | 'number' | 'timestamp';

/** How the texts of a column are read; every reading but `text` may fail for a value. */
export type Reading =
	| 'text'
	/** 1234.5 */
	| 'point-number'
	/** 1.234,5 */
	| 'comma-number'
	/** 2026-01-31, 2026-01-31 14:05, 2026-01-31T14:05:00Z; taken as UTC */
	| 'iso-time'
	/** 2026-01-31T14:05:00+01:00, moved to UTC */
	| 'offset-time'
	/** 31.01.2026, 31.01.2026 14:05; taken as UTC */
	| 'german-time';

/** Readings in the order in which they win when several fit all values. */
export const READINGS: Exclude<Reading, 'text'>[] = [
	'point-number',
	'comma-number',
	'iso-time',
	'offset-time',
	'german-time'
];

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
}

/** @example typeOf('comma-number') // 'number' */
export function typeOf(reading: Reading): ColumnType {
	if (reading === 'text') return 'text';
	return reading.endsWith('number') ? 'number' : 'timestamp';
}

/**
 * The reading worth trying on the whole column, from evidence on its first rows: the one that can read most
 * values, if it can read at least half; else text.
 *
 * @example likelyReading({ filled: 4, readable: { 'point-number': 3 }, codes: 0, offsets: 0 }) // 'point-number'
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
 * The reading of a column from evidence on all its values: kept only if it can read every one of them.
 * Yes/no stays text, and so do identifiers with leading zeros or beyond 2^53.
 *
 * @example confirmedReading('point-number', { filled: 4, readable: { 'point-number': 3 }, codes: 0, offsets: 0 }) // 'text'
 */
export function confirmedReading(likely: Reading, whole: ReadingEvidence): Reading {
	const reading = settled(likely, whole);
	return whole.filled > 0 && whole.readable[likely] === whole.filled ? reading : 'text';
}

function settled(reading: Reading, { codes, offsets }: ReadingEvidence): Reading {
	if (typeOf(reading) === 'number') return codes > 0 ? 'text' : reading;
	return reading === 'iso-time' && offsets > 0 ? 'offset-time' : reading;
}
