import type { NamedColumn } from './check-columns.ts';
import type { JsonFields } from './json-fields.ts';
import { readSideFile, SIDE_KEYS, typedColumns, type SideFile } from './side-file.ts';

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

/** @example readLookupMapping(fields).key // 'account' */
export function readLookupMapping(fields: JsonFields): LookupMapping {
	return {
		...readSideFile(fields),
		file: fields.column('file') ?? '',
		key: fields.column('key') ?? '',
		leadColumn: fields.column('leadColumn') ?? '',
		...(fields.has('columns') ? { columns: fields.texts('columns', 1) } : {})
	};
}

export const LOOKUP_KEYS = [...SIDE_KEYS, 'key', 'leadColumn', 'columns'];

/** The columns of the file it names. */
export function lookupColumns(mapping: LookupMapping): NamedColumn[] {
	const { key, columns = [] } = mapping;
	return [
		['key', key],
		...columns.map((column, i): NamedColumn => [`columns[${i}]`, column]),
		...typedColumns(mapping)
	];
}
