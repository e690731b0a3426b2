import type { LeadPlan } from './lead-status.ts';
import { partsOfLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { seededDraw } from './split-key.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Training and test leads drawn at random, one row each: the same leads for the same seed. Columns: test, won, and the
 * values as value_0, value_1, … Sorted by the number of the row.
 *
 * @param values - one expression a column
 * @param share - of the leads that is drawn, 0..1
 */
export function sampledLeadsQuery(
	values: Sql[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	share: number
): Sql {
	const { from, train, test } = partsOfLeads(leads, plan, cut);
	const named = values.map((value, i) => sql`${value} AS ${raw(`value_${i}`)}`);
	const drawn =
		share >= 1 ? raw('1 = 1') : sql`${seededDraw(raw('row_number'), cut.seed + 1)} < ${share}`;
	const columns = [raw('CAST(test AS DOUBLE) AS test'), raw('CAST(won_state AS DOUBLE) AS won')];
	return sql`SELECT ${join([...columns, ...named], ', ')} FROM ${from}
WHERE (${train} OR ${test}) AND ${drawn} ORDER BY row_number`;
}
