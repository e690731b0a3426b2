import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { ColumnType } from '#lib/domain/ingest/column-reading.ts';
import { headerWords } from './header-words.ts';

/** How a role may be called, and what its column has to hold. */
export interface FieldWords {
	type: ColumnType | 'any';
	/** Patterns over `headerWords`, best first. */
	patterns: RegExp[];
	/** Names that look right but mean something else. */
	not?: RegExp;
	/** Whether every value must be different. */
	unique?: boolean;
}

/** The column whose name fits a role best: 0.95 for the best pattern, 0.2 less for each after it. */
export function columnByWords(
	{ type, patterns, not, unique }: FieldWords,
	columns: ColumnProfile[]
): { column: ColumnProfile; confidence: number } | null {
	const fitting = columns.filter(
		(column) =>
			(type === 'any' || column.type === type) && column.filled > 0 && (!unique || isUnique(column))
	);
	for (const [rank, pattern] of patterns.entries()) {
		const column = fitting.find(({ name }) => {
			const words = headerWords(name);
			return pattern.test(words) && !not?.test(words);
		});
		if (column) return { column, confidence: Math.max(0.3, 0.95 - 0.2 * rank) };
	}
	return null;
}

/** Whether every row has a value of its own. */
export function isUnique({ distinct, filled, rows }: ColumnProfile): boolean {
	return filled > 0 && distinct === filled && filled === rows;
}
