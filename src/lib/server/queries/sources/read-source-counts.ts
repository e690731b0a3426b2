import {
	sourceCountsQuery,
	type CountedStages,
	type LeadMarks
} from '#lib/domain/query/source-counts-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

const NAMES = [
	'leads',
	'mature',
	'immature',
	'mqls',
	'sqls',
	'accepted',
	'customers',
	'revenue',
	'won',
	'lost',
	'below',
	'worked_below',
	'won_below',
	'worked_won_below',
	'free_mail',
	'opt_in',
	'incomplete'
] as const;

/** Sums over the leads of a group, as `sourceCountsQuery` has them. */
export type GroupSums = Record<(typeof NAMES)[number], number>;

/** The sums by group; groups without a selected lead are not there. */
export async function readSourceCounts(
	engine: Engine,
	leads: Sql,
	selected: Sql,
	won: Sql,
	stages: CountedStages,
	marks: LeadMarks
): Promise<Map<string, GroupSums>> {
	const found = await engine.run(
		parameterized(sourceCountsQuery(leads, selected, won, stages, marks))
	);
	const columns = NAMES.map((name) => numbersOf(found, name));
	return new Map(
		textsOf(found, 'grp').map((group, i) => [
			group ?? '',
			Object.fromEntries(NAMES.map((name, c) => [name, columns[c][i]])) as GroupSums
		])
	);
}
