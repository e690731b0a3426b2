import type { ColumnScan } from './scan-column.ts';

/** What a scan for knowledge from after the decision time found, with what it looked at. Plain data. */
export interface LeakageScan {
	windowDays: number;
	horizonDays: number;
	/** ISO 8601 UTC; null where the data has no dates. */
	dataDate: string | null;
	/** Whether creation dates and dated outcomes exist (statistics 4). */
	maturityKnown: boolean;
	/** How the leads that columns were learned on were told from those they were judged on (statistics 5). */
	split: 'time' | 'order' | 'random';
	/** Leads whose outcome counts, and the wins among them. */
	leads: number;
	wins: number;
	/** Leads drawn to compare columns with all others together; null where no column had to be. */
	sampled: number | null;
	/** In the order of the file, without the columns that the mapping gives to the outcome, the id and the creation date. */
	columns: ColumnScan[];
}

/** @example isSuspected(scan.columns[3]) // true where any evidence speaks against it */
export function isSuspected({ evidence }: Pick<ColumnScan, 'evidence'>): boolean {
	return evidence.length > 0;
}
