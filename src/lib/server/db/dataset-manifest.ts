import type { ColumnType } from '#lib/domain/ingest/column-reading.ts';
import type { Issue } from '#lib/domain/issue.ts';
import type { DatasetMapping, FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { Mapping, Unit } from '#lib/domain/mapping/mapping.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';

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
	/** The (first) file with leads. */
	source: { name: string; bytes: number; sha256: string };
	/** Roles of the columns of the leads. */
	mapping: Mapping;
	/** The mapping of all files, where there are others than leads. */
	sides?: Omit<DatasetMapping, 'leads' | 'name'>;
	/** Every file, in the order in which they were given; datasets made before there were several have none. */
	files?: FileRecord[];
	/** Rows of the tables beside the leads, by name; those that are not there have none. */
	tables?: Partial<Record<SideTableName, number>>;
	/** Stages whose first time stands in the leads, in the order of their columns; see `stageDatesQuery`. */
	stageNames?: string[];
	/** What the choices of what a lead is would give, and which was made. */
	units?: UnitRecord;
	/** Spellings that were merged while reading, and those that may mean the same. */
	spellings?: { applied: MergedSpelling[]; offered: MergedSpelling[] };
	/** Columns that hold keyed hashes, and which key it was (never the key). */
	pseudonyms?: { columns: string[]; keyFingerprint: string };
	/** The columns of the file in its order; SQL knows them by `column` alone. */
	schema: SchemaColumn[];
	counts: DatasetCounts;
	dates: DatasetDates;
	/** Leads younger than 90 days at the newest date, where dates tell; a scorecard may set another horizon. */
	young?: number;
	/** Spellings that somebody has said mean the same since it was imported; kept beside the manifest, not in it. */
	readAs?: Spellings;
	/** Leads that were erased since, on request; they are not counted any more. */
	erased?: number;
	/** Id of the dataset that this one took the place of. */
	replaces?: string;
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

export type SideTableName = 'touches' | 'stages' | 'deals' | 'costs';

/** What became of a file: read = loaded + rejected + merged. */
export interface FileRecord {
	name: string;
	role: FileRole;
	bytes: number;
	sha256: string;
	/** Records of the file. */
	read: number;
	/** Records that stand in the dataset. */
	loaded: number;
	rejected: number;
	/** Records that were taken for another one: leads of one person or account, deals that stand there twice. */
	merged: number;
	/** How its rows found their leads. */
	keys?: KeyMatches;
}

/** Matches of the keys of a file with the leads, counted on both sides. */
export interface KeyMatches {
	/** The column of the file, and of the leads. */
	column: string;
	by: string;
	/** Distinct keys that have a lead, and those that have none. */
	matched: number;
	unmatched: number;
	/** Rows without a lead; they are rejected, except those of lookups. */
	unmatchedRows: number;
	/** Leads that the file says something of, and those it does not. */
	leadsMatched: number;
	leadsUnmatched: number;
	/** Keys that several leads share; their rows went to the lead created first. */
	shared: number;
}

export interface UnitRecord {
	applied: Unit;
	/** Leads and wins that each choice gives, where the mapping names what it needs. */
	choices: { unit: Unit; leads: number; won: number }[];
	/** Deals that several leads share, and these leads. */
	sharedDeals: { deals: number; leads: number } | null;
}

/** A spelling that stands, or may stand, for another one. */
export interface MergedSpelling {
	column: string;
	from: string;
	to: string;
	leads: number;
}

/** rowsRead = leads + rejected + merged; leads = won + notWon + unknown. */
export interface DatasetCounts {
	rowsRead: number;
	/** Leads loaded. */
	leads: number;
	rejected: number;
	/** Leads taken for another one of the same person or account; left out where there are none. */
	merged?: number;
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
