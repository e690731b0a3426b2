import type { Reading } from '#lib/domain/ingest/column-reading.ts';
import { inside, type JsonFields } from './json-fields.ts';
import type { NamedColumn } from './check-columns.ts';

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

export const SIDE_KEYS = ['file', 'missing', 'types'];

export function readSideFile(fields: JsonFields): SideFile {
	return {
		...(fields.has('file') ? { file: fields.column('file') ?? '' } : {}),
		...(fields.has('missing') ? { missing: fields.texts('missing', 0) } : {}),
		...(fields.has('types') ? { types: fields.readings('types') } : {})
	};
}

/** The columns whose reading is overridden, with where the mapping names them. */
export function typedColumns({ types = {} }: SideFile): NamedColumn[] {
	return Object.keys(types).map((column) => [inside('types', column), column]);
}

/** A column with the currency, or `{"code": "EUR"}` for all. */
export function readCurrency(fields: JsonFields): string | { code: string } | null {
	if (!fields.has('currency')) return null;
	if (typeof fields.raw('currency') === 'string') return fields.column('currency');
	const code = fields.child('currency', ['code'])?.column('code') ?? '';
	return { code };
}
