import type { Table } from '#lib/charts/table.ts';

/** A table of figures with what stands below and behind each of them. */
export interface FigureTable {
	table: Table;
	/** Formulas of the columns, in their order; null where the name says it all. */
	formulas: (string | null)[];
	/** What the sources of all pages are sorted by for a column, in their order; null: it is not known of all of them. */
	sorts: (string | null)[];
	/** By the name of the row, in the order of the columns. */
	notes: Record<string, (CellNote | null)[]>;
}

export interface CellNote {
	/** Numerator and denominator, or interval. */
	small: string | null;
	/** Why there is no figure, in words. */
	why: string | null;
	/** Leads behind it: a set and the filters that pick them. */
	leads: { set: string; filter: string[]; from?: string; to?: string } | null;
	/** A word of its own instead of the number. */
	text?: string;
}
