import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { sourceColumn, type LeadsSource } from './leads-source.ts';

/** A value of a column and how many leads have it; times as text. */
export interface TopValue {
	value: string | number;
	leads: number;
}

/**
 * The most frequent values of a column over all leads of a dataset, by count, then by value.
 *
 * @param field - name of the column as the file spells it
 * @throws WorkbenchError `field-unknown`
 */
export async function topValues(
	engine: Engine,
	source: LeadsSource,
	field: string,
	most = 20
): Promise<TopValue[]> {
	const { column, type } = sourceColumn(source, field);
	const numeric = type === 'number';
	const value = numeric ? raw('level') : sql`CAST(level AS VARCHAR)`;
	const groups = sql`SELECT ${raw(column)} AS level, CAST(COUNT(*) AS DOUBLE) AS leads FROM ${source.table}
	WHERE ${raw(column)} IS NOT NULL GROUP BY ${raw(column)}`;
	const query = sql`SELECT ${value} AS value, leads FROM (${groups}) AS levels
ORDER BY leads DESC, value LIMIT ${raw(String(Math.trunc(most)))}`;
	const result = await engine.run(parameterized(query));
	const values = numeric ? [...numbersOf(result, 'value')] : (textsOf(result, 'value') as string[]);
	const leads = numbersOf(result, 'leads');
	return values.map((each, i) => ({ value: each, leads: leads[i] }));
}
