import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { packedStates } from './cells-query.ts';
import { acceptedState, decisionTime, workedState, type LeadPlan } from './lead-status.ts';
import { partsOfLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** What a comparison asks of its leads beside their rule states. */
export interface ComparedColumns {
	/** Score columns, by their name in the file. */
	scores: string[];
	/** Column that says when the scores were written; null: they are not compared for quality (statistics 17). */
	stamp: string | null;
	worked: boolean;
	accepted: boolean;
	/** Whether leads of different accounts are told apart. */
	accounts: boolean;
}

/** Whether a score was written when it is said to have been: by the decision time, at no known time, or later. */
export const STAMPED = { inTime: 0, never: 1, late: 2 } as const;

/**
 * Training and test leads by rule states and by the values of score columns: one GROUP BY. Columns: key_0.., test,
 * score_0.. (NULL where the lead has none), stamped (`STAMPED`), unit_number where accounts are told apart, n, k and, where
 * wanted, worked_n, worked_k, accepted_k. Sorted, so that the same data gives the same bytes.
 */
export function comparedLeadsQuery(
	rules: Rule[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	columns: ComparedColumns
): Sql {
	const { lookup, dialect } = leads;
	const { packed, names } = packedStates(rules, lookup, dialect);
	const { from, train, test } = partsOfLeads(leads, plan, cut, columns.accounts);
	const scores = columns.scores.map((name) => lookup(name).expression);
	const scoreNames = scores.map((_, i) => raw(`score_${i}`));
	const inner = [
		...packed,
		raw('test'),
		...scores.map((score, i) => sql`CAST(${score} AS DOUBLE) AS ${scoreNames[i]}`),
		sql`${stampState(leads, plan, columns.stamp)} AS stamped`,
		...(columns.accounts ? [raw('unit_number')] : []),
		raw('won_state'),
		...(columns.worked ? [sql`${workedState(plan, dialect)} AS worked`] : []),
		...(columns.accepted ? [sql`${acceptedState(plan, dialect)} AS accepted`] : [])
	];
	const told = [raw('stamped'), ...(columns.accounts ? [raw('unit_number')] : [])];
	const grouped = join([...names, raw('test'), ...scoreNames, ...told], ', ');
	return sql`SELECT ${grouped}, ${join(countsOf(columns), ', ')}
FROM (SELECT ${join(inner, ',\n\t')}
	FROM ${from} WHERE ${train} OR ${test}) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

function stampState({ lookup, dialect }: LeadsTable, plan: LeadPlan, stamp: string | null): Sql {
	if (stamp === null) return raw(String(STAMPED.inTime));
	const written = lookup(stamp).expression;
	const state = (name: keyof typeof STAMPED) => raw(String(STAMPED[name]));
	return sql`CASE WHEN ${written} IS NULL THEN ${state('never')}
		WHEN ${written} > ${decisionTime(plan, dialect)} THEN ${state('late')}
		ELSE ${state('inTime')} END`;
}

function countsOf({ worked, accepted }: ComparedColumns): Sql[] {
	const total = (of: string, name: string) => raw(`CAST(SUM(${of}) AS DOUBLE) AS ${name}`);
	return [
		raw('CAST(COUNT(*) AS DOUBLE) AS n'),
		total('won_state', 'k'),
		...(worked ? [total('worked', 'worked_n'), total('worked * won_state', 'worked_k')] : []),
		...(accepted ? [total('accepted', 'accepted_k')] : [])
	];
}
