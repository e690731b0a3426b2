import type { ColumnType } from '#lib/domain/ingest/column-reading.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';

/** What stands beside the file of a dataset. */
export interface DatasetManifest {
	leadgauge: 1;
	/** Name of the dataset: that of the file it was made from. */
	name: string;
	/** When it was imported, ISO 8601 UTC, by the caller's clock. */
	createdAt: string;
	/** The dataset file, beside the manifest. */
	file: string;
	bytes: number;
	sha256: string;
	/** The engine that wrote it, e.g. `duckdb v1.5.5`. */
	engine: string;
	source: { name: string; bytes: number; sha256: string };
	mapping: Mapping;
	/** The columns of the file in its order; SQL knows them by `column` alone. */
	schema: SchemaColumn[];
	counts: DatasetCounts;
	dates: DatasetDates;
	/** What was found while importing: rejected rows by cause, and everything else worth knowing. */
	issues: Issue[];
}

export interface SchemaColumn {
	/** c0, c1, … */
	column: string;
	/** Name as the file spells it (made unique). */
	name: string;
	type: ColumnType;
	/** Roles the column plays. */
	roles: string[];
	/** The same values as they are stored, where comparing these is faster. */
	compared?: string;
	/** Its type, where it is a column of few texts stored as levels. */
	levels?: string;
}

/** rowsRead = leads + rejected; leads = won + notWon + unknown. */
export interface DatasetCounts {
	rowsRead: number;
	/** Leads loaded. */
	leads: number;
	rejected: number;
	won: number;
	/** Lost or, where the outcome is a date, not won so far. */
	notWon: number;
	/** Flag outcomes that are empty or still open. */
	unknown: number;
}

/** ISO 8601 UTC; null where the mapping has no such column or it is empty. */
export interface DatasetDates {
	firstCreatedAt: string | null;
	lastCreatedAt: string | null;
	/** The newest date in any date role: the default data date. */
	newestAt: string | null;
}
