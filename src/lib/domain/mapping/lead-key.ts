import type { JsonFields } from './json-fields.ts';

/**
 * How a row of another file says which lead it belongs to: its `column` holds the id of a lead, an e-mail address
 * (compared without blanks around it and in lower case), or what stands in a column of the lead file. Where several
 * leads share the value, the one created first has the row.
 */
export interface LeadKey {
	column: string;
	by: 'id' | 'email' | { column: string };
}

/** The key of a mapping file: a column that holds ids, or `{"column": …, "by": "id" | "email" | {"column": …}}`. */
export function readLeadKey(fields: JsonFields): LeadKey {
	const json = fields.raw('lead');
	if (typeof json === 'string' && json !== '') return { column: json, by: 'id' };
	const key = fields.child('lead', ['column', 'by']);
	const column = key?.column('column') ?? '';
	if (!key || !key.has('by')) return { column, by: 'id' };
	if (typeof key.raw('by') !== 'object') {
		return { column, by: key.oneOf<'id' | 'email'>('by', ['id', 'email']) ?? 'id' };
	}
	return { column, by: { column: key.child('by', ['column'])?.column('column') ?? '' } };
}
