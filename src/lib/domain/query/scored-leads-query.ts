import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { packedStates } from './cells-query.ts';
import { decisionTime, type LeadPlan } from './lead-status.ts';
import { partsOfLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { join, raw, sql } from './sql.ts';

/**
 * Training and test leads with a value in a score column, one row each in the order of the file: row_number, line, id,
 * key_0.., score, and written (days from the time stamp to the decision time, NULL where there is none). The leads are
 * those that `comparedLeadsQuery` counts.
 *
 * @param column - the score column, by its name in the file
 * @param stamp - column that says when it was written; null where nothing does
 * @param page - rows after a row number, and how many
 */
export function scoredLeadsQuery(
	rules: Rule[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	{ column, stamp }: { column: string; stamp: string | null },
	page: { after: number; most: number }
) {
	const { lookup, dialect } = leads;
	const { packed } = packedStates(rules, lookup, dialect);
	const { from, train, test } = partsOfLeads(leads, plan, cut);
	const score = lookup(column).expression;
	const written = stamp
		? dialect.daysBetween(lookup(stamp).expression, decisionTime(plan, dialect))
		: raw('CAST(NULL AS DOUBLE)');
	const shown = [
		raw('CAST(row_number AS DOUBLE) AS row_number'),
		raw('CAST(line AS DOUBLE) AS line'),
		sql`${dialect.toText(raw('id'))} AS id`,
		...packed,
		sql`CAST(${score} AS DOUBLE) AS score`,
		sql`CAST(${written} AS DOUBLE) AS written`
	];
	const after = raw(String(Math.trunc(page.after)));
	return sql`SELECT ${join(shown, ',\n\t')}
FROM ${from} WHERE (${train} OR ${test}) AND ${score} IS NOT NULL AND row_number > ${after}
ORDER BY row_number LIMIT ${raw(String(Math.trunc(page.most)))}`;
}
