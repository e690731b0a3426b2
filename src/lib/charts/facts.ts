import type { Table } from '#lib/charts/table.ts';

/** Finding and note of a picture. */
export type Words = Pick<Facts, 'title' | 'note'>;

/** What a picture says, in words and numbers: read before it is drawn, and by whom does not see it. */
export interface Facts {
	/** The finding, as a sentence with its number. */
	title: string;
	/** n, period, interval, method. */
	note: string;
	/** Exactly the drawn data. */
	table: Table;
	/** Name of a saved file, without ending. */
	file: string;
}
