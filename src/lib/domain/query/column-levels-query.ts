import type { LeadPlan } from './lead-status.ts';
import { partsOfLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * The leads of one column by its values: values with enough training leads each, the rare ones pooled, the empty field on
 * its own. Columns: kind (0 empty, 1 a value, 2 rare values), label (text; null but for kind 1), train_n, train_k, test_n,
 * test_k, n, k. Sorted by kind, then label.
 *
 * @param value - expression of the value over the lead table; NULL is the empty field
 * @param fewest - training leads from which a value stands for itself
 */
export function columnLevelsQuery(
	value: Sql,
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	fewest: number
): Sql {
	const { from, train, test } = partsOfLeads(leads, plan, cut);
	const own = sql`level IS NOT NULL AND train_n >= ${raw(String(fewest))}`;
	const counts = ['train_n', 'train_k', 'test_n', 'test_k', 'n', 'k'];
	return sql`SELECT kind, label, ${join(
		counts.map((name) => raw(`CAST(SUM(${name}) AS DOUBLE) AS ${name}`)),
		', '
	)}
FROM (SELECT CASE WHEN level IS NULL THEN 0 WHEN ${own} THEN 1 ELSE 2 END AS kind,
		CASE WHEN ${own} THEN ${leads.dialect.toText(raw('level'))} ELSE NULL END AS label, ${raw(counts.join(', '))}
	FROM (SELECT level, ${sumWhere('part = 0', '1')} AS train_n, ${sumWhere('part = 0', 'won_state')} AS train_k,
			${sumWhere('part = 1', '1')} AS test_n, ${sumWhere('part = 1', 'won_state')} AS test_k,
			COUNT(*) AS n, SUM(won_state) AS k
		FROM (SELECT ${value} AS level, CASE WHEN ${train} THEN 0 WHEN ${test} THEN 1 ELSE 2 END AS part, won_state
			FROM ${from}) AS leads_of_level
		GROUP BY level) AS levels) AS named
GROUP BY kind, label ORDER BY kind, label`;
}

/**
 * The bin of a number, counted from 0; NULL stays NULL.
 * @param edges - ascending; a value belongs to the bin after the last edge it reaches
 */
export function binOf(value: Sql, edges: readonly number[]): Sql {
	if (edges.length === 0) return sql`CASE WHEN ${value} IS NULL THEN NULL ELSE 0 END`;
	const cases = edges.map((edge, bin) => sql`WHEN ${value} < ${edge} THEN ${raw(String(bin))}`);
	return sql`CASE WHEN ${value} IS NULL THEN NULL ${join(cases, ' ')} ELSE ${raw(String(edges.length))} END`;
}

function sumWhere(condition: string, value: string): Sql {
	return raw(`SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END)`);
}
