import type { Reading } from '#lib/domain/ingest/column-reading.ts';

/** Times outside of these years are typing errors or placeholders, never read as times. */
const YEARS = `TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31 23:59:59.999999'`;
const LARGEST_NUMBER = 9_007_199_254_740_991;

/** Whether a text can be read so, as a condition; NULL stays NULL or false. */
export function isReadable(reading: Reading, text: string): string {
	const value = tried(reading, text);
	if (reading === 'text') return `${text} IS NOT NULL`;
	return reading.endsWith('number')
		? `abs(${value}) <= ${LARGEST_NUMBER}`
		: `${value} BETWEEN ${YEARS}`;
}

/** Whether a text is a whole number of 32 bits: the engine rounds "1.5" to a whole number without a word. */
export function isWhole(text: string): string {
	return `TRY_CAST(${text} AS INTEGER) = TRY_CAST(${text} AS DOUBLE)`;
}

/** The value of a text under a reading, NULL where it cannot be read so. */
export function readAs(reading: Reading, text: string): string {
	if (reading === 'text') return text;
	return `(CASE WHEN ${isReadable(reading, text)} THEN ${tried(reading, text)} END)`;
}

/** The value of a text of which it is known that it can be read so; less work than `readAs`. */
export function readSurely(reading: Reading, text: string): string {
	if (reading === 'point-number') return `CAST(${text} AS DOUBLE)`;
	if (reading === 'iso-time') return `CAST(${text} AS TIMESTAMP)`;
	return tried(reading, text);
}

/**
 * A test that is cheap and false for most texts which cannot be read so: a failed cast costs a microsecond,
 * too much for a column of words.
 */
export function looksLike(reading: Reading, text: string): string {
	return LOOKS[reading](text);
}

const GERMAN_FORMATS = `['%d.%m.%Y', '%d.%m.%Y %H:%M', '%d.%m.%Y %H:%M:%S']`;
const COMMA_NUMBER = `'[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]+)?'`;

function tried(reading: Reading, text: string): string {
	return TRIED[reading](text);
}

const TRIED: Record<Reading, (text: string) => string> = {
	text: (text) => text,
	'point-number': (text) => `TRY_CAST(${text} AS DOUBLE)`,
	'comma-number': (text) =>
		`TRY_CAST(CASE WHEN regexp_full_match(${text}, ${COMMA_NUMBER}) THEN replace(replace(${text}, '.', ''), ',', '.') END AS DOUBLE)`,
	'iso-time': (text) => `TRY_CAST(${text} AS TIMESTAMP)`,
	'offset-time': (text) => `CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`,
	'german-time': (text) => `TRY_STRPTIME(${text}, ${GERMAN_FORMATS})`
};

const isoDate = (text: string) => `(${text} < ':' AND substr(${text}, 5, 1) IN ('-', '/'))`;

const LOOKS: Record<Reading, (text: string) => string> = {
	text: (text) => `${text} IS NOT NULL`,
	'point-number': (text) => `${text} < ':'`,
	'comma-number': (text) => `${text} < ':'`,
	'iso-time': isoDate,
	'offset-time': isoDate,
	'german-time': (text) =>
		`(${text} < ':' AND (substr(${text}, 2, 1) = '.' OR substr(${text}, 3, 1) = '.'))`
};

/** True where a number is written like a code: a leading zero that is not followed by a decimal sign. */
export function hasLeadingZero(text: string): string {
	return `(${text} >= '00' AND ${text} < '0:')`;
}

/** True where a time carries an offset from UTC; the date, which has hyphens too, ends before. */
export function hasOffset(text: string): string {
	return `(contains(substr(${text}, 12), '+') OR contains(substr(${text}, 12), '-'))`;
}
