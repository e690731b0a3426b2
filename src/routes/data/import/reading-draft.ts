import type { Reading } from '#lib/domain/ingest/column-reading.ts';

/** A mapping that is being corrected, as far as it says how columns are read. */
export interface ReadingDraft {
	/** How somebody wants a column read. */
	readingOf(column: string): Reading | null;
	/** Chooses how a column is read; null leaves it to the file. */
	read(column: string, reading: Reading | null): void;
	/** Columns whose role needs dates or numbers. */
	readonly typedColumns: string[];
}
