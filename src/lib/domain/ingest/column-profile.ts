import type { ColumnType, Reading } from './column-reading.ts';

/** One column of a file as a person choosing a mapping wants to see it. */
export interface ColumnProfile {
	name: string;
	type: ColumnType;
	reading: Reading;
	/** Rows looked at, and how many of them are not missing. */
	rows: number;
	filled: number;
	/** Distinct values among the rows looked at. */
	distinct: number;
	/** The most frequent values, at most 20, by count and then by text. */
	values: { text: string; leads: number }[];
}
