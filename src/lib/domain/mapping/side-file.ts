import type { Reading } from '#lib/domain/ingest/column-reading.ts';

/** What every mapping of a file beside the leads may say. */
export interface SideFile {
	/** Name of the file it is for, where the role has files of different headers. */
	file?: string;
	/** Texts that mean "no value", besides the empty field. */
	missing?: string[];
	/** How columns are to be read where the file alone does not tell, or tells wrongly. */
	types?: Record<string, Reading>;
}

/** A yes or no: the values that mean yes; other values mean no, an empty one is unknown. */
export interface FlagColumn {
	column: string;
	yes: string[];
}
