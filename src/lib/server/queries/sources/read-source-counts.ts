import {
	sourceCountsQuery,
	sourceMarksQuery,
	type CountedStages,
	type LeadMarks
} from '#lib/domain/query/source-counts-query.ts';
import type { KeyedLeads } from '#lib/domain/query/source-groups.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { readByGroup } from './read-by-group.ts';

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
	'worked_won_below'
] as const;

/** Sums over the leads of a group, as `sourceCountsQuery` has them. */
export type GroupSums = Record<(typeof NAMES)[number], number>;

/** The sums by group; groups without a selected lead are not there. */
export async function readSourceCounts(
	engine: Engine,
	leads: KeyedLeads,
	selected: Sql,
	stages: CountedStages
): Promise<Map<string, GroupSums>> {
	const found = await engine.run(parameterized(sourceCountsQuery(leads, selected, stages)));
	const columns = NAMES.map((name) => numbersOf(found, name));
	return new Map(
		textsOf(found, 'grp').map((group, i) => [
			group ?? '',
			Object.fromEntries(NAMES.map((name, c) => [name, columns[c][i]])) as GroupSums
		])
	);
}

const MARKS = ['free_mail', 'opt_in', 'incomplete'] as const;
type MarkSums = Record<(typeof MARKS)[number], number>;

/**
 * Leads with a mark by group; nothing is asked where no mark is known.
 *
 * @param leads - with all their columns
 */
export async function readSourceMarks(
	engine: Engine,
	leads: KeyedLeads,
	selected: Sql,
	marks: LeadMarks
): Promise<(group: string) => MarkSums> {
	const none = { free_mail: 0, opt_in: 0, incomplete: 0 };
	if (!marks.freeMail && !marks.optIn && !marks.incomplete) return () => none;
	const found = await readByGroup(engine, sourceMarksQuery(leads, selected, marks), MARKS);
	return (group) => found.get(group)?.[0] ?? none;
}
