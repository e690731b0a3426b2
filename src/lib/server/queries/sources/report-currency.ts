import { join, parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** Where a file names no currency at all. */
const UNNAMED = 'EUR';

/** The currency money is reported in: the one most deals are in, else the one most costs are in. */
export async function reportCurrency(
	engine: Engine,
	{ deals, costs }: Pick<LeadsSource, 'deals' | 'costs'>
): Promise<string> {
	const tables = [deals, costs].flatMap((side, rank) =>
		side
			? [
					sql`SELECT upper(trim(CAST(currency AS VARCHAR))) AS code, ${raw(String(rank))} AS rank FROM ${side.table} WHERE currency IS NOT NULL`
				]
			: []
	);
	if (tables.length === 0) return UNNAMED;
	const query = sql`SELECT code FROM (${join(tables, ' UNION ALL ')}) AS named WHERE code <> ''
GROUP BY code, rank ORDER BY rank, COUNT(*) DESC, code LIMIT 1`;
	return textsOf(await engine.run(parameterized(query)), 'code')[0] ?? UNNAMED;
}
