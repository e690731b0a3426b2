import { highestState, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import { LEAD_STATUS, leadStatus, wonState, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { ruleState } from './rule-state.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads and wins behind each rule among the leads that count, in one pass: columns leads, wins, and for rule i
 * fires_i, wins_i, missing_i.
 */
export function ruleCountsQuery(rules: Rule[], leads: LeadsTable, plan: LeadPlan): Sql {
	const states = rules.map(
		(rule, i) => sql`${ruleState(rule, leads.lookup, leads.dialect)} AS ${raw(`state_${i}`)}`
	);
	const counts = rules.flatMap((rule, i) => {
		const state = raw(`state_${i}`);
		const highest = raw(String(highestState(rule)));
		const fires = sql`${state} >= 1 AND ${state} <= ${highest}`;
		return [
			sql`${sum(fires, raw('1'))} AS ${raw(`fires_${i}`)}`,
			sql`${sum(fires, raw('won_state'))} AS ${raw(`wins_${i}`)}`,
			sql`${sum(sql`${state} > ${highest}`, raw('1'))} AS ${raw(`missing_${i}`)}`
		];
	});
	const all = [
		sql`${sum(raw('1 = 1'), raw('1'))} AS leads`,
		sql`${sum(raw('1 = 1'), raw('won_state'))} AS wins`
	];
	return sql`SELECT ${join([...all, ...counts], ',\n\t')}
FROM (SELECT ${join([...states, sql`${wonState(plan, leads.dialect)} AS won_state`], ',\n\t')}
	FROM ${leads.table} WHERE ${leadStatus(plan, leads.lookup, leads.dialect)} = ${raw(String(LEAD_STATUS.usable))}) AS states`;
}

/** 0, not NULL, where there is no lead. */
function sum(condition: Sql, value: Sql): Sql {
	return sql`CAST(COALESCE(SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END), 0) AS DOUBLE)`;
}
