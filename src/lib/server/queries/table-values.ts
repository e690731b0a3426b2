import { readCsv, textOf, type CsvSource } from '#lib/server/db/load/csv-source.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** The most frequent values of a column, most frequent first, at most `most` of them. */
export async function tableValues(
	engine: Engine,
	source: CsvSource,
	column: number,
	most: number
): Promise<string[]> {
	const text = textOf(source, column);
	const found = await engine.run(`
		SELECT ${text} AS value FROM ${readCsv(source)} WHERE ${text} IS NOT NULL
		GROUP BY ALL ORDER BY count(*) DESC, value LIMIT ${most}`);
	return textsOf(found, 'value') as string[];
}
