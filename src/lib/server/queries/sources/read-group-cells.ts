import type { Cells } from '#lib/domain/cells/cells.ts';
import { NOT_LATER } from '#lib/domain/query/course-way.ts';
import { cellsFromColumns, packedStates, packing } from '#lib/domain/query/cells-query.ts';
import { excludedBy, type LeadPlan } from '#lib/domain/query/lead-status.ts';
import { keysOf, namedGroups, type KeyedLeads } from '#lib/domain/query/source-groups.ts';
import { join, parameterized, sql, type Sql } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from '#lib/server/queries/leads-source.ts';

/** Leads by rule states and group: one entry a pair. */
export interface GroupCells {
	/** `k` and `test` are 0 throughout. */
	cells: Cells;
	groups: string[];
}

/**
 * Selected leads by the states of a card's rules and their group; leads that the card excludes have no score.
 *
 * @param source - of the card, see `cardSource`
 * @param leads - see `keptCourses`
 */
export async function readGroupCells(
	engine: Engine,
	source: LeadsSource,
	scorecard: Scorecard,
	plan: LeadPlan,
	{ leads, columns: groupColumns }: KeyedLeads,
	selected: Sql
): Promise<GroupCells> {
	const rules = rulesOf(scorecard);
	const { table, lookup, dialect } = leadsTable(source);
	const { packed, names } = packedStates(rules, lookup, dialect);
	const keys = join(names, ', ');
	const states = sql`(SELECT ${keys}, src_key, grp_key, COUNT(*) AS n
FROM (SELECT row_number, ${join(packed, ', ')} FROM ${table} AS card_leads WHERE ${excludedBy(plan, lookup, dialect)} = 0) AS states
JOIN (SELECT row_number AS picked_row, ${keysOf({ ...groupColumns, source: null })} FROM ${leads} AS leads WHERE ${selected} AND ${NOT_LATER}) AS picked ON picked_row = states.row_number
GROUP BY ${keys}, src_key, grp_key)`;
	const named = namedGroups(states, { ...groupColumns, source: null }, dialect);
	const query = sql`SELECT ${keys}, grp, CAST(SUM(n) AS DOUBLE) AS n FROM ${named} AS named GROUP BY ${keys}, grp ORDER BY ${keys}, grp`;
	const found = await engine.run(parameterized(query));
	const n = numbersOf(found, 'n');
	const none = new Float64Array(n.length);
	const columns = packing(rules).keys.map((_, i) => numbersOf(found, `key_${i}`));
	return {
		cells: cellsFromColumns(rules, { keys: columns, test: none, n, k: none }),
		groups: textsOf(found, 'grp') as string[]
	};
}

/** A card without rules has no states to read. */
export const hasRules = (scorecard: Scorecard) => rulesOf(scorecard).length > 0;
