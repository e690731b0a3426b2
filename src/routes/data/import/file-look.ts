import type { ColumnProfile } from '#lib/domain/ingest/column-profile.ts';
import type { Severity } from '#lib/domain/issue.ts';
import type { SuggestedMapping } from '#lib/domain/mapping/suggest-mapping.ts';

/** Something the file's owner should know, in the language of the page. */
export interface Remark {
	/** What remarks of one cause have in common. */
	cause: string;
	severity: Severity;
	text: string;
}

/** What an uploaded file looks like, as much of it as a page shows. */
export interface FileLook {
	delimiter: string;
	rows: number;
	brokenRows: number;
	columns: ColumnProfile[];
	/** First records, first columns, long texts cut. */
	preview: string[][];
	suggestion: SuggestedMapping;
	remarks: Remark[];
}
