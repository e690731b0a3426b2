import type { SideFile } from './side-file.ts';

/** What money was spent on. */
export type CostKind = 'marketing' | 'sales' | 'tool';

/**
 * Which column of a file of costs plays which role. A row is what was spent on a day or in a month, or, with `months`,
 * everything that was spent on one thing, a month a column.
 */
export interface CostMapping extends SideFile {
	/** Column with the day, month or quarter; null with `months`. */
	day: string | null;
	/** Columns that hold the amount of a month. */
	months?: MonthColumn[];
	source: string | null;
	campaign: string | null;
	/** One kind for all rows, or a column with the values that mean each; rows of other values have no kind. */
	kind: CostKind | CostKinds;
	/** Null with `months`. */
	amount: string | null;
	/** Column with the currency of each amount, or the one currency of all. */
	currency: string | { code: string } | null;
	impressions: string | null;
	clicks: string | null;
	visits: string | null;
}

/** @example const january: MonthColumn = { column: 'Jan 26', month: '2026-01' } */
export interface MonthColumn {
	column: string;
	/** YYYY-MM */
	month: string;
}

export interface CostKinds extends Record<CostKind, string[]> {
	column: string;
}
