import { NO_WORDS, YES_WORDS } from '#lib/domain/ingest/flag-words.ts';
import { typeOf, type Reading } from '#lib/domain/ingest/column-reading.ts';
import { quoteText } from '#lib/server/engine/quote.ts';

/** Times outside of these years are typing errors, never read as times. */
const YEARS = `TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31 23:59:59.999999'`;
const LARGEST_NUMBER = 9_007_199_254_740_991;

/** Whether a text can be read so, as a condition; NULL stays NULL or false. */
export function isReadable(reading: Reading, text: string): string {
	const value = tried(reading, text);
	const type = typeOf(reading);
	if (type === 'text') return `${value} IS NOT NULL`;
	return type === 'number'
		? `abs(${value}) <= ${LARGEST_NUMBER}`
		: `(${value} BETWEEN ${YEARS} OR ${isPlaceholder(value)})`;
}

/** The years 1 and 9999, which systems write where there is no date. */
function isPlaceholder(time: string): string {
	return `(${time} >= TIMESTAMP '9999-01-01' OR ${time} BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '0001-12-31 23:59:59.999999')`;
}

/** Whether a text is a date of a year that stands for "no date". */
export function isPlaceholderDate(reading: Reading, text: string): string {
	if (reading !== 'iso-time') return isPlaceholder(tried(reading, text));
	return `((${text} >= '9999' OR ${text} < '0002') AND ${isPlaceholder(tried(reading, text))})`;
}

/** Whether a text is a whole number of 32 bits: the engine rounds "1.5" to a whole number without a word. */
export function isWhole(text: string): string {
	return `TRY_CAST(${text} AS INTEGER) = TRY_CAST(${text} AS DOUBLE)`;
}

/** The value of a text under a reading, NULL where it cannot be read so or stands for "no date". */
export function readAs(reading: Reading, text: string): string {
	if (typeOf(reading) === 'text') return tried(reading, text);
	const value = tried(reading, text);
	const good =
		typeOf(reading) === 'number' ? isReadable(reading, text) : `${value} BETWEEN ${YEARS}`;
	return `(CASE WHEN ${good} THEN ${value} END)`;
}

/** The value of a text of which it is known that it can be read so; less work than `readAs`. */
export function readSurely(reading: Reading, text: string): string {
	if (reading === 'point-number') return `CAST(${text} AS DOUBLE)`;
	if (reading === 'iso-time') return `CAST(${text} AS TIMESTAMP)`;
	if (reading === 'grouped-number') return `CAST(replace(${text}, ',', '') AS DOUBLE)`;
	if (reading === 'comma-number') {
		return `CAST(replace(replace(${text}, '.', ''), ',', '.') AS DOUBLE)`;
	}
	return tried(reading, text);
}

/** The value of a text under a reading, NULL where it cannot be read so: what `asPromised` is to judge. */
export function attempt(reading: Reading, text: string): string {
	return tried(reading, text);
}

/**
 * The value of a text of which the first rows promise that it can be read so: the whole statement fails where one cannot,
 * is out of bounds, stands for "no date", or is written so that another reading would be right.
 *
 * @param value the column of `attempt`
 */
export function asPromised(reading: Reading, text: string, value: string, whole: boolean): string {
	const broken = [
		`${value} IS NULL AND ${text} IS NOT NULL`,
		...(typeOf(reading) === 'number'
			? [`abs(${value}) > ${LARGEST_NUMBER}`, hasLeadingZero(text)]
			: [`${value} NOT BETWEEN ${YEARS}`]),
		...(reading === 'iso-time' ? [hasOffset(text)] : []),
		...(whole ? [`${value} <> CAST(${value} AS INTEGER)`] : [])
	];
	const kept = whole ? `CAST(${value} AS INTEGER)` : value;
	return `(CASE WHEN ${broken.join(' OR ')} THEN error('unlike the first rows') ELSE ${kept} END)`;
}

/**
 * A test that is cheap and false for most texts which cannot be read so: a failed cast costs a microsecond,
 * too much for a column of words.
 */
export function looksLike(reading: Reading, text: string): string {
	return LOOKS[reading](text);
}

function tried(reading: Reading, text: string): string {
	return TRIED[reading](text);
}

const COMMA_NUMBER = `'[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]+)?'`;
const GROUPED_NUMBER = `'[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?'`;
/** A sign or code of a currency: €, US$, EUR, Fr. */
const CURRENCY = `(\\p{Sc}|[A-Z]{1,3}\\p{Sc}|EUR|USD|CHF|GBP|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|CAD|AUD|NZD|JPY|CNY|INR|BRL|MXN|ZAR|SGD|HKD|ILS|AED|THB|Fr[.]|Euro|kr|zł|Kč)`;
const BLANK = `[\\p{Z}]`;

/** Digits with signs, grouping, decimals and a currency around them, the minus before or behind. */
function amount(group: string, decimal: string): string {
	const digits = `([0-9]{1,3}(${group}[0-9]{3})+|[0-9]+)(${decimal}[0-9]+)?`;
	const before = `([+−-]${BLANK}*)?(${CURRENCY}${BLANK}*)?([+−-]${BLANK}*)?`;
	return quoteText(`${before}${digits}(${BLANK}*[−-])?(${BLANK}*${CURRENCY})?`);
}

function percent(group: string, decimal: string): string {
	return quoteText(
		`([+−-]${BLANK}*)?([0-9]{1,3}(${group}[0-9]{3})+|[0-9]+)(${decimal}[0-9]+)?${BLANK}*%`
	);
}

const BY_COMMA = { group: `[.'’\\p{Z}]`, decimal: ',' };
const BY_POINT = { group: `[,'’\\p{Z}]`, decimal: '[.]' };

/** The currency that stands beside a number, by sign or code; the euro's sign and code are one. */
export function currencyOf(text: string): string {
	const sign = `regexp_extract(${text}, ${quoteText(CURRENCY)})`;
	return `CASE WHEN ${sign} IN ('€', 'Euro') THEN 'EUR' ELSE ${sign} END`;
}

/** The digits of a text that has the form, with a point for decimals; everything else is dropped. */
function decorated(text: string, form: string, decimal: ',' | '.', power = ''): string {
	const digits = `regexp_replace(${text}, '[^0-9${decimal}]', '', 'g')`;
	const sign = `CASE WHEN regexp_matches(${text}, '[−-]') THEN '-' ELSE '' END`;
	const plain = decimal === ',' ? `replace(${digits}, ',', '.')` : digits;
	return `TRY_CAST(CASE WHEN regexp_full_match(${text}, ${form}) THEN ${sign} || ${plain} || '${power}' END AS DOUBLE)`;
}

/**
 * A time is tried with the one format its parts ask for: a list of formats costs ten times as much. How many parts a clock
 * has is told by its colons, twelve hours by the letter at its end.
 */
function time(text: string, date: string): string {
	const read = (...hours: string[]) => {
		const formats = hours.map((each) => quoteText(`${date}${each}`));
		return `TRY_STRPTIME(${text}, ${formats.length === 1 ? formats[0] : `[${formats.join(', ')}]`})`;
	};
	const seconds = `contains(substr(${text}, strpos(${text}, ':') + 1), ':')`;
	return `CASE WHEN NOT contains(${text}, ':') THEN ${read('')}
		WHEN right(${text}, 1) > '9' THEN ${read(' %I:%M %p', ' %I:%M:%S %p', ' %H:%M', ' %H:%M:%S')}
		WHEN ${seconds} THEN ${read(' %H:%M:%S')} ELSE ${read(' %H:%M')} END`;
}

/** Dates such as 1/31/26 have a year of two digits, which would be a year of the Romans otherwise. */
function shortOrLong(text: string, mark: string, day: string, month: string): string {
	const short = `regexp_matches(${text}, '^[0-9]{1,2}[${mark}][0-9]{1,2}[${mark}][0-9]{2}([^0-9]|$)')`;
	const date = (year: string) => [day, month, year].join(mark === '.' ? '.' : '/');
	return `CASE WHEN ${short} THEN ${time(text, date('%y'))} ELSE ${time(text, date('%Y'))} END`;
}

/** A date of ten characters and perhaps a clock behind it is the usual case; its shape tells the one format to try. */
function germanTime(text: string): string {
	const usual = (shape: string, format: string) =>
		`WHEN length(${text}) = ${shape.length} AND ${text} LIKE '${shape}' THEN TRY_STRPTIME(${text}, '${format}')`;
	const words = `replace(replace(${text}, ',', ''), ' Uhr', '')`;
	return `(CASE ${usual('__.__.____', '%d.%m.%Y')}
		${usual('__.__.____ __:__', '%d.%m.%Y %H:%M')}
		${usual('__.__.____ __:__:__', '%d.%m.%Y %H:%M:%S')}
		ELSE ${shortOrLong(words, '.', '%d', '%m')} END)`;
}

/** The engine reads an offset behind seconds only. */
const withSeconds = (text: string) =>
	`CASE WHEN substr(${text}, 17, 1) IN ('Z', '+', '-') THEN left(${text}, 16) || ':00' || substr(${text}, 17) ELSE ${text} END`;
const slashes = (text: string) => `replace(replace(${text}, '-', '/'), ',', '')`;

const TRIED: Record<Reading, (text: string) => string> = {
	text: (text) => text,
	'point-number': (text) => `TRY_CAST(${text} AS DOUBLE)`,
	'comma-number': (text) =>
		`TRY_CAST(CASE WHEN regexp_full_match(${text}, ${COMMA_NUMBER}) THEN replace(replace(${text}, '.', ''), ',', '.') END AS DOUBLE)`,
	'grouped-number': (text) =>
		`TRY_CAST(CASE WHEN regexp_full_match(${text}, ${GROUPED_NUMBER}) THEN replace(${text}, ',', '') END AS DOUBLE)`,
	'iso-time': (text) => `TRY_CAST(${text} AS TIMESTAMP)`,
	'offset-time': (text) => `CAST(TRY_CAST(${withSeconds(text)} AS TIMESTAMPTZ) AS TIMESTAMP)`,
	'german-time': germanTime,
	'day-first-time': (text) => `(${shortOrLong(slashes(text), '/', '%d', '%m')})`,
	'month-first-time': (text) => `(${shortOrLong(slashes(text), '/', '%m', '%d')})`,
	'comma-amount': (text) => decorated(text, amount(BY_COMMA.group, BY_COMMA.decimal), ','),
	'point-amount': (text) => decorated(text, amount(BY_POINT.group, BY_POINT.decimal), '.'),
	'comma-percent': (text) => decorated(text, percent(BY_COMMA.group, BY_COMMA.decimal), ',', 'e-2'),
	'point-percent': (text) => decorated(text, percent(BY_POINT.group, BY_POINT.decimal), '.', 'e-2'),
	'yes-no': (text) =>
		`CASE WHEN lower(${text}) IN (${words(YES_WORDS)}) THEN 'yes' WHEN lower(${text}) IN (${words(NO_WORDS)}) THEN 'no' END`
};

function words(list: string[]): string {
	return list.map(quoteText).join(', ');
}

const startsAsNumber = (text: string) => `${text} < ':'`;
const isoDate = (text: string) => `(${text} < ':' AND substr(${text}, 5, 1) IN ('-', '/'))`;
const slashedDate = (text: string) =>
	`(${text} < ':' AND (substr(${text}, 2, 1) IN ('/', '-') OR substr(${text}, 3, 1) IN ('/', '-')))`;
const shortWithDigit = (text: string) =>
	`(length(${text}) <= 40 AND regexp_matches(${text}, '^[^0-9]{0,8}[0-9]'))`;
const endsInPercent = (text: string) => `(${text} < ':' AND right(${text}, 1) = '%')`;

const LOOKS: Record<Reading, (text: string) => string> = {
	text: (text) => `${text} IS NOT NULL`,
	'point-number': startsAsNumber,
	'comma-number': startsAsNumber,
	'grouped-number': (text) => `(${text} < ':' AND contains(${text}, ','))`,
	'iso-time': isoDate,
	'offset-time': isoDate,
	'german-time': (text) =>
		`(${text} < ':' AND (substr(${text}, 2, 1) = '.' OR substr(${text}, 3, 1) = '.'))`,
	'day-first-time': slashedDate,
	'month-first-time': slashedDate,
	'comma-amount': shortWithDigit,
	'point-amount': shortWithDigit,
	'comma-percent': endsInPercent,
	'point-percent': endsInPercent,
	'yes-no': (text) => `${text} IS NOT NULL`
};

/** The digits in the middle of a text, with the points and commas between them. */
const core = (text: string) => `regexp_extract(${text}, '[0-9][0-9.,]*')`;

/** True where a number has a point or comma between its digits. */
export function isSeparated(text: string): string {
	return `(contains(${text}, '.') OR contains(${text}, ','))`;
}

/** True where its one point or comma could group thousands as well as begin decimals. */
export function couldBeGrouped(text: string): string {
	return `regexp_full_match(${core(text)}, '[1-9][0-9]{0,2}[.,][0-9]{3}')`;
}

/** True where a number is written like a code: a leading zero that is not followed by a decimal sign. */
export function hasLeadingZero(text: string): string {
	return `(${text} >= '00' AND ${text} < '0:')`;
}

/** True where a time carries an offset from UTC; the date, which has hyphens too, ends before. The usual shape has no room for one. */
export function hasOffset(text: string): string {
	return `(${text} NOT LIKE '____-__-__ __:__:__' AND (contains(substr(${text}, 12), '+') OR contains(substr(${text}, 12), '-')))`;
}
