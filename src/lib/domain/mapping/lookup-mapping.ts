import type { SideFile } from './side-file.ts';

/** A file whose rows describe something that leads name, such as their account, product or owner. */
export interface LookupMapping extends SideFile {
	file: string;
	/** Its column that names the thing; the first row of each name counts. */
	key: string;
	/** The column of the leads, or of a lookup before this one, that names it. */
	leadColumn: string;
	/** Columns that are added to the leads; all but the key where it is left out. */
	columns?: string[];
}
