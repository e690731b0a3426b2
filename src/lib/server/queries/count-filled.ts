import { join, parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

/** How many leads of a dataset have a value in each column, in the order of the file. */
export async function countFilled(
	engine: Engine,
	{ table, columns }: LeadsSource
): Promise<{ column: string; filled: number }[]> {
	const counts = columns.map(
		({ column }) => sql`CAST(COUNT(${raw(column)}) AS DOUBLE) AS ${raw(`filled_${column}`)}`
	);
	if (counts.length === 0) return [];
	const found = await engine.run(parameterized(sql`SELECT ${join(counts, ', ')} FROM ${table}`));
	return columns.map(({ column, name }) => ({
		column: name,
		filled: numbersOf(found, `filled_${column}`)[0]
	}));
}
