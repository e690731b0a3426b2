/** Why a record cannot be read as one row. */
export type StructureCode =
	| 'too-few-columns'
	| 'too-many-columns'
	| 'stray-quote'
	| 'unterminated-quote'
	| 'nul-byte'
	| 'line-too-long'
	| 'wrong-encoding';

/** What a file is made of, independent of the engine that loads it. */
export interface CsvStructure {
	records: number;
	/** Records that cannot be read as one row. */
	badRecords: number;
	physicalLines: number;
	blankLines: number;
	/** Line ends by kind. */
	lineFeeds: number;
	carriageReturns: number;
	crlfs: number;
	/** From record `record[i]` on, a record begins `extra[i]` lines later than one line a record would say. */
	lineShifts: { record: Float64Array; extra: Float64Array };
	/** Numbers of the bad records, ascending. */
	bad: Float64Array;
	/** First line that is not valid UTF-8, or null. */
	invalidUtf8Line: number | null;
}

/**
 * The physical line on which a record begins, quoted line breaks and blank lines counted.
 *
 * @param firstLine line of the first byte the scanner was given
 * @param record counted from 1
 * @example lineOfRecord(structure, 2, 1) // 2, where no blank line comes first
 */
export function lineOfRecord(structure: CsvStructure, firstLine: number, record: number): number {
	const { record: records, extra } = structure.lineShifts;
	let low = 0;
	let high = records.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (records[middle] <= record) low = middle + 1;
		else high = middle;
	}
	return firstLine + record - 1 + (low > 0 ? extra[low - 1] : 0);
}

/**
 * The record that is the n-th readable one: broken records count as records, but are no rows.
 *
 * @param row counted from 1
 * @example recordOfRow({ ...structure, bad: Float64Array.of(2) }, 2) // 3
 */
export function recordOfRow({ bad }: Pick<CsvStructure, 'bad'>, row: number): number {
	let low = 0;
	let high = bad.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (bad[middle] - middle <= row) low = middle + 1;
		else high = middle;
	}
	return row + low;
}
