import type { ColumnFacts, Level } from '#lib/domain/binning/draft-conditions.ts';

/** What a chosen column holds, or how often a type of touch comes. */
export interface ColumnContents extends ColumnFacts {
	/** Its most frequent values where it is a text; none for another. */
	levels: Level[];
}

/** Whether every value of a text column is among its levels. */
export function levelsAreAll({ type, levels, distinct }: ColumnContents): boolean {
	return type === 'text' && levels.length >= distinct;
}

/** The largest number; null where there is none. */
export function largestOf({ quartiles }: ColumnContents): number | null {
	return quartiles?.[4] ?? null;
}
