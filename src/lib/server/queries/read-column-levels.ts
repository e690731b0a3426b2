import { FEWEST_OF_LEVEL, type ColumnLevels } from '#lib/domain/leakage/column-levels.ts';
import { columnLevelsQuery } from '#lib/domain/query/column-levels-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import type { SplitCut } from '#lib/domain/query/leads-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

const KINDS = ['empty', 'value', 'rare'] as const;

/** The leads of one column by its values; the empty field and the rare values come last, with or without leads. */
export async function readColumnLevels(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	cut: SplitCut,
	value: Sql
): Promise<ColumnLevels> {
	const leads = { ...leadsTable(source), accounts: false };
	const query = columnLevelsQuery(value, leads, plan, cut, FEWEST_OF_LEVEL);
	const found = await engine.run(parameterized(query));
	const kinds = Array.from(numbersOf(found, 'kind'), (kind) => KINDS[kind]);
	const labels = textsOf(found, 'label');
	const rows = [...kinds.keys()].filter((row) => kinds[row] === 'value');
	const [empty, rare] = [kinds.indexOf('empty'), kinds.indexOf('rare')];
	const count = (name: string) => {
		const values = numbersOf(found, name);
		const at = (row: number) => (row === -1 ? 0 : values[row]);
		return Float64Array.from([...rows, empty, rare], at);
	};
	return {
		kind: [...rows.map(() => 'value' as const), 'empty', 'rare'],
		label: [...rows.map((row) => labels[row]), null, null],
		trainN: count('train_n'),
		trainK: count('train_k'),
		testN: count('test_n'),
		testK: count('test_k'),
		n: count('n'),
		k: count('k')
	};
}
