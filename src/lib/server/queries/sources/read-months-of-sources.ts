import { monthText } from '#lib/domain/query/month-text.ts';
import type { Sql } from '#lib/domain/query/sql.ts';
import type { SourceMonth } from '#lib/domain/sources/source-trend.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { readByGroup } from './read-by-group.ts';

/** Leads of each group by month of creation, from the rows of `sourceMonthsQuery`. */
export async function readMonthsOfSources(engine: Engine, query: Sql): Promise<SourceMonth[]> {
	const names = ['month', 'leads', 'mature', 'customers'] as const;
	const rows = await readByGroup(engine, query, names);
	return [...rows].flatMap(([source, months]) =>
		months.map((each) => ({ ...each, source, month: monthText(each.month) }))
	);
}
