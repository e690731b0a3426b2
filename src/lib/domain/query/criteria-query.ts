import { UNKNOWN_WORDS } from '#lib/domain/mapping/unknown-words.ts';
import type { FrameworkCriterion } from '#lib/domain/scorecard/framework-criteria.ts';
import { fieldsOf, highestState, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import { LEAD_STATUS, leadStatus, wonState, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { ruleState } from './rule-state.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** What a criterion says of a lead. */
export const ANSWERS = { no: 0, yes: 1, unknown: 2 } as const;

/**
 * Leads and wins by what each criterion says of them, among the leads that count, in one pass: for criterion i the columns
 * yes_i, yes_wins_i, no_i, no_wins_i, unknown_i, unknown_wins_i.
 */
export function criteriaQuery(
	criteria: FrameworkCriterion[],
	leads: LeadsTable,
	plan: LeadPlan
): Sql {
	const answers = criteria.map((each, i) => sql`${answerTo(each, leads)} AS ${raw(`answer_${i}`)}`);
	const counts = criteria.flatMap((_, i) =>
		Object.entries(ANSWERS).flatMap(([name, answer]) => {
			const given = raw(`answer_${i} = ${answer}`);
			return [
				sql`${sum(given, raw('1'))} AS ${raw(`${name}_${i}`)}`,
				sql`${sum(given, raw('won_state'))} AS ${raw(`${name}_wins_${i}`)}`
			];
		})
	);
	const status = leadStatus(plan, leads.lookup, leads.dialect);
	return sql`SELECT ${join(counts, ',\n\t')}
FROM (SELECT ${join([...answers, sql`${wonState(plan, leads.dialect)} AS won_state`], ',\n\t')}
	FROM ${leads.table} WHERE ${status} = ${raw(String(LEAD_STATUS.usable))}) AS answers`;
}

/** Unknown comes first: a rule may give points for a field that is empty. */
function answerTo({ rules }: FrameworkCriterion, leads: LeadsTable): Sql {
	const fires = rules.map((rule) => {
		const state = ruleState(rule, leads.lookup, leads.dialect);
		return sql`(${state}) BETWEEN 1 AND ${raw(String(highestState(rule)))}`;
	});
	return sql`CASE WHEN ${unanswered(rules, leads)} THEN 2 WHEN ${join(fires, ' OR ')} THEN 1 ELSE 0 END`;
}

/** Of several fields one that is answered is enough. */
function unanswered(rules: Rule[], { lookup, dialect }: LeadsTable): Sql {
	const fields = [...new Set(rules.flatMap(fieldsOf))];
	const words = join(
		UNKNOWN_WORDS.map((word) => sql`${word}`),
		', '
	);
	const empty = fields.map((field) => {
		const { expression, type } = lookup(field);
		if (type !== 'text') return sql`${expression} IS NULL`;
		return sql`(${expression} IS NULL OR lower(trim(${dialect.toText(expression)})) IN (${words}))`;
	});
	return join(empty, ' AND ');
}

/** 0, not NULL, where there is no lead. */
function sum(condition: Sql, value: Sql): Sql {
	return sql`CAST(COALESCE(SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END), 0) AS DOUBLE)`;
}
