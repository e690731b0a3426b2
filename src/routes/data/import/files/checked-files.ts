import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { Unit } from '#lib/domain/mapping/mapping.ts';
import type { Checked } from '../../checked.ts';

/** What became of the rows of a file: read = loaded + rejected + merged. */
export interface CheckedFile {
	name: string;
	role: FileRole;
	read: number;
	loaded: number;
	rejected: number;
	merged: number;
	/** How its rows found their leads. */
	keys: CheckedKeys | null;
	rejections: { rows: number; text: string }[];
}

export interface CheckedKeys {
	column: string;
	/** `id`, `email`, or a column of the leads. */
	by: string;
	matched: number;
	unmatched: number;
	unmatchedRows: number;
	leadsMatched: number;
	leadsUnmatched: number;
	shared: number;
}

/** What an import of several files would bring. */
export interface CheckedFiles extends Checked {
	files: CheckedFile[];
	units: {
		applied: Unit;
		choices: { unit: Unit; leads: number; won: number }[];
		sharedDeals: { deals: number; leads: number } | null;
	};
	/** Spellings that were merged, and those that may mean the same. */
	spellings: { column: string; from: string; to: string; leads: number; applied: boolean }[];
	/** Columns that say who a person is; whether they are hashed. */
	personal: { columns: string[]; applied: boolean };
	/** Against the dataset whose place it takes. */
	diff: {
		new: number;
		changed: number;
		same: number;
		gone: number;
		columnsNew: string[];
		columnsGone: string[];
	} | null;
}
