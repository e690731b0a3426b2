import type { Reading } from './column-reading.ts';

/** What can be said of a file as a whole from the columns that leave no doubt. */
export interface FileConvention {
	/** What separates decimals; null where nothing tells. */
	decimal: 'point' | 'comma' | null;
	/** What comes first in dates such as 03/04/2025; null where nothing tells. */
	dateOrder: 'day-first-time' | 'month-first-time' | null;
}

/** A column that has been read, with how much it says about the file. */
export interface ReadColumn {
	reading: Reading;
	/** Readings that fit as well. */
	others: Reading[];
	/** Values with a point or comma between digits; null where nobody counted. */
	separated: number | null;
}

/**
 * The convention of a file, from its columns without doubt: numbers with decimals speak first, then dates
 * (31.01.2026 stands in files with decimal commas, 2026-01-31 between commas in files with decimal points).
 * Columns that contradict each other say nothing.
 *
 * @example fileConvention([{ reading: 'comma-number', others: [], separated: 3 }], ';').decimal // 'comma'
 */
export function fileConvention(columns: ReadColumn[], delimiter: string): FileConvention {
	const certain = columns.filter(({ others }) => others.length === 0);
	const has = (reading: Reading) => certain.some((column) => column.reading === reading);
	const numbers = certain.filter(({ separated }) => (separated ?? 0) > 0);
	const speaks = (kind: RegExp) => numbers.some(({ reading }) => kind.test(reading));
	const comma = speaks(/^comma-/);
	const point = speaks(/^(point|grouped)-/);
	const dayFirst = has('day-first-time');
	const monthFirst = has('month-first-time');
	return {
		decimal:
			comma || point
				? agreed(point, comma)
				: agreed(has('iso-time') && delimiter === ',', has('german-time')),
		dateOrder: dayFirst === monthFirst ? null : dayFirst ? 'day-first-time' : 'month-first-time'
	};
}

function agreed(point: boolean, comma: boolean): FileConvention['decimal'] {
	if (point === comma) return null;
	return point ? 'point' : 'comma';
}

/**
 * Which of several fitting readings a convention means; null where it does not say, so that somebody has to be
 * asked.
 *
 * @example readingByConvention(['point-number', 'comma-number'], { decimal: 'comma', dateOrder: null }) // 'comma-number'
 */
export function readingByConvention(
	fitting: Reading[],
	{ decimal, dateOrder }: FileConvention
): Reading | null {
	if (fitting.includes('day-first-time')) return dateOrder;
	if (decimal === null) return null;
	const wanted = decimal === 'comma' ? /^comma-/ : /^(point|grouped)-/;
	const meant = fitting.filter((reading) => wanted.test(reading));
	return meant.length === 1 ? meant[0] : null;
}
