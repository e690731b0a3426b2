import { readCsv, textOf, type CsvSource } from '#lib/server/db/load/csv-source.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/**
 * Rows of a column whose text meets a condition, and one of these texts.
 *
 * @param condition makes an SQL condition of the expression of the text
 */
export async function tableMatches(
	engine: Engine,
	source: CsvSource,
	column: number,
	condition: (text: string) => string
): Promise<{ rows: number; example: string | null }> {
	const text = textOf(source, column);
	const met = condition(text);
	const found = await engine.run(`
		SELECT count(*) FILTER (${met}) AS hits, min(${text}) FILTER (${met}) AS example
		FROM ${readCsv(source)}`);
	return { rows: numbersOf(found, 'hits')[0], example: textsOf(found, 'example')[0] };
}
