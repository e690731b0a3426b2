import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { Reading } from '#lib/domain/ingest/column-reading.ts';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import type { Severity } from '#lib/domain/issue.ts';
import type { PersonalKind } from '#lib/domain/mapping/personal-kind.ts';
import type { SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';

/** Something the file's owner should know, in the language of the page. */
export interface Remark {
	/** What remarks of one cause have in common. */
	cause: string;
	severity: Severity;
	text: string;
}

/** A column that may still need somebody to say how it is read. */
export interface LookedColumn extends ColumnProfile {
	/** Readings to choose from; empty where the file tells. */
	ambiguous: Reading[];
	/** What it says about people; its values are then not among those shown. */
	personal: PersonalKind | null;
}

/** How a file was read, and what of it somebody has asked for. */
export interface FileHow {
	format: 'csv' | 'json' | 'ndjson' | 'parquet' | 'xlsx';
	compression: 'gzip' | null;
	/** Of a text. */
	encoding: TextEncoding | null;
	byteOrderMark: boolean;
	/** Of a workbook. */
	sheet: string | null;
	sheets: { name: string; hidden: boolean }[];
	delimiter: string;
	headerLine: number;
	headerLines: number;
	chosen: FileReading;
}

/** What an uploaded file looks like, as much of it as a page shows. */
export interface FileLook {
	how: FileHow;
	rows: number;
	brokenRows: number;
	columns: LookedColumn[];
	/** First records, first columns, long texts cut. */
	preview: string[][];
	suggestion: SuggestedMapping;
	remarks: Remark[];
}
