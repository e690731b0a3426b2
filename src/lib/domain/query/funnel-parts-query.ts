import type { FieldExpression } from './condition-truth.ts';
import type { Dialect } from './dialect.ts';
import { valueText } from './lead-selection.ts';
import { raw, sql, type Sql } from './sql.ts';

/** Leads by the value of a column as a text, the most common first: part, n. */
export function funnelPartsQuery(
	leads: Sql,
	selected: Sql,
	column: FieldExpression,
	most: number,
	dialect: Dialect
): Sql {
	const text = valueText({ ...column, expression: raw('part_key') }, dialect);
	return sql`SELECT ${text} AS part, CAST(SUM(leads) AS DOUBLE) AS n FROM (SELECT part_key, COUNT(*) AS leads
	FROM (SELECT ${column.expression} AS part_key FROM ${leads} AS leads WHERE ${selected}) AS parted GROUP BY part_key) AS keyed
GROUP BY 1 ORDER BY n DESC, part LIMIT ${raw(String(Math.trunc(most)))}`;
}
