import { parameterized, raw, sql, join } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** Rows that are looked at, and the share of filled ones that must hold an address. */
const LOOKED_AT = 2000;
const SHARE = 0.5;

/** Columns of texts most of whose values are addresses of pages, whole or from the first slash on. */
export async function addressColumns(
	engine: Engine,
	{ table, columns }: LeadsSource
): Promise<string[]> {
	const texts = columns.filter(({ type }) => type === 'text');
	if (texts.length === 0) return [];
	const counts = texts.flatMap(({ column }, i) => {
		const value = `CAST(${column} AS VARCHAR)`;
		const isAddress = `contains(${value}, '://') OR contains(${value}, 'utm_') OR starts_with(${value}, 'www.') OR starts_with(${value}, '/')`;
		return [
			raw(`CAST(SUM(CASE WHEN ${isAddress} THEN 1 ELSE 0 END) AS DOUBLE) AS found_${i}`),
			raw(`CAST(COUNT(NULLIF(${value}, '')) AS DOUBLE) AS filled_${i}`)
		];
	});
	const few = sql`(SELECT * FROM ${table} AS leads LIMIT ${raw(String(LOOKED_AT))})`;
	const found = await engine.run(
		parameterized(sql`SELECT ${join(counts, ', ')} FROM ${few} AS few HAVING COUNT(*) > 0`)
	);
	if (found.length === 0) return [];
	const share = (i: number) => {
		const filled = numbersOf(found, `filled_${i}`)[0];
		return filled === 0 ? 0 : numbersOf(found, `found_${i}`)[0] / filled;
	};
	return texts.filter((_, i) => share(i) >= SHARE).map(({ name }) => name);
}
