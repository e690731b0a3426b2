import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import { join, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import type { SourceColumn } from './leads-source.ts';

/** Roles whose text the leads also show under the name of the role. */
const NAMED_ROLES = [
	['source', 'source'],
	['account', 'account']
] as const;

/**
 * The leads with merged spellings read as one, for every query that reads them; the dataset stays as it is. The outcome
 * was settled at import and does not change.
 *
 * @param table - the leads as they were imported
 * @param spellings - by the name of the column in the file
 */
export function mergedLeads(
	table: Sql,
	columns: SourceColumn[],
	mapping: Mapping,
	spellings: Spellings
): Sql {
	const merged = columns.filter(
		({ name, type }) => type === 'text' && name !== mapping.id && Object.hasOwn(spellings, name)
	);
	if (merged.length === 0) return table;
	const replaced = merged.flatMap((column) => {
		const roles = NAMED_ROLES.filter(([role]) => mapping[role] === column.name);
		const names = [column.column, ...roles.map(([, name]) => name)];
		return names.map((name) => {
			const value = mergedValue(raw(name), column.levels, spellings[column.name]);
			return sql`${value} AS ${raw(name)}`;
		});
	});
	return sql`(SELECT * REPLACE (${join(replaced, ', ')}) FROM ${table})`;
}

/** Texts stored as levels stay levels: the spelling they are read as is one of them. */
function mergedValue(value: Sql, levels: string | undefined, own: Record<string, string>): Sql {
	const written = (text: string) =>
		levels ? sql`TRY_CAST(${text} AS ${raw(levels)})` : sql`${text}`;
	const cases = Object.entries(own).map(
		([from, to]) => sql`WHEN ${written(from)} THEN COALESCE(${written(to)}, ${value})`
	);
	return sql`CASE ${value} ${join(cases, ' ')} ELSE ${value} END`;
}
