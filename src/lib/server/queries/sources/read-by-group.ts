import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/**
 * Rows of a query with a group (`grp`) and columns of numbers without gaps, by group in the order of the rows.
 *
 * @example await readByGroup(engine, sourceProcessingQuery(leads, selected, day), ['day', 'n'])
 */
export async function readByGroup<Name extends string>(
	engine: Engine,
	query: Sql,
	names: readonly Name[]
): Promise<Map<string, Record<Name, number>[]>> {
	const found = await engine.run(parameterized(query));
	const columns = names.map((name) => numbersOf(found, name));
	const rows = new Map<string, Record<Name, number>[]>();
	textsOf(found, 'grp').forEach((group, i) => {
		const row = Object.fromEntries(names.map((name, c) => [name, columns[c][i]]));
		const known = rows.get(group ?? '');
		if (known) known.push(row as Record<Name, number>);
		else rows.set(group ?? '', [row as Record<Name, number>]);
	});
	return rows;
}
