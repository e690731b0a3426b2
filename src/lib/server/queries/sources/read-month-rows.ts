import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { monthText } from '#lib/domain/query/month-text.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** Which cell of `moneyByMonth` a row is of. */
export interface CellKey {
	month: string;
	source: string;
	part: string;
}

/** Rows of a query by group (`grp`), source (`src`) and month, with columns of numbers. */
export async function readMonthRows<Name extends string>(
	engine: Engine,
	query: Sql,
	names: readonly Name[]
): Promise<(CellKey & Record<Name, number>)[]> {
	const found = await engine.run(parameterized(query));
	const [part, source] = ['grp', 'src'].map((name) => textsOf(found, name) as string[]);
	const month = numbersOf(found, 'month');
	const columns = names.map((name) => numbersOf(found, name));
	return Array.from(month, (number, i) => ({
		month: number < 0 ? '' : monthText(number),
		source: source[i],
		part: part[i],
		...(Object.fromEntries(names.map((name, c) => [name, columns[c][i]])) as Record<Name, number>)
	}));
}
