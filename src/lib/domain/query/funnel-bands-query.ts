import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { packedStates } from './cells-query.ts';
import { decisionTime, LEAD_STATUS, leadStatus, wonState, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Mature leads by rule states and, where they were won within the horizon, by the whole days from the decision time, rounded up:
 * columns key_0.., won, day (0 for leads not won), n, cents and valued (value of those that have one, and how many they are).
 * Sorted.
 *
 * @param selected - condition over the leads
 */
export function funnelBandsQuery(
	rules: Rule[],
	{ table, lookup, dialect }: LeadsTable,
	plan: LeadPlan,
	selected: Sql
): Sql {
	const { packed, names } = packedStates(rules, lookup, dialect);
	const days = dialect.daysBetween(decisionTime(plan, dialect), raw('won_at'));
	const inner = [
		...packed,
		sql`${wonState(plan, dialect)} AS won_state`,
		sql`CAST(ceil(${days}) AS INTEGER) AS win_day`,
		raw('value_cents')
	];
	const grouped = join([...names, raw('won'), raw('day')], ', ');
	return sql`SELECT ${grouped}, CAST(COUNT(*) AS DOUBLE) AS n,
	CAST(COALESCE(SUM(value_cents), 0) AS DOUBLE) AS cents, CAST(COUNT(value_cents) AS DOUBLE) AS valued
FROM (SELECT *, won_state AS won, CASE WHEN won_state = 1 THEN win_day ELSE 0 END AS day
	FROM (SELECT ${join(inner, ', ')} FROM ${table} AS leads
		WHERE ${leadStatus(plan, lookup, dialect)} = ${raw(String(LEAD_STATUS.usable))} AND ${selected}) AS states) AS ended
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

/**
 * The same leads one by one, those with some combinations of rule states: row_number.
 *
 * @param combinations - keys as `packedStates` names them, one entry a key; at least one combination
 * @param won - only those that were won within the horizon
 */
export function leadsOfStates(
	rules: Rule[],
	{ table, lookup, dialect }: LeadsTable,
	plan: LeadPlan,
	selected: Sql,
	combinations: number[][],
	won: boolean
): Sql {
	const { packed, names } = packedStates(rules, lookup, dialect);
	const rows = combinations.map((keys) => raw(`(${keys.map(Math.trunc).join(', ')})`));
	const wanted = names.map((_, i) => raw(`wanted_${i}`));
	const same = names.map((name, i) => sql`states.${name} = wanted.${wanted[i]}`);
	const wins = won ? sql` AND ${wonState(plan, dialect)} = 1` : raw('');
	return sql`(SELECT states.row_number FROM (SELECT row_number, ${join(packed, ', ')} FROM ${table} AS leads
		WHERE ${leadStatus(plan, lookup, dialect)} = ${raw(String(LEAD_STATUS.usable))} AND ${selected}${wins}) AS states
	JOIN (VALUES ${join(rows, ', ')}) AS wanted(${join(wanted, ', ')}) ON ${join(same, ' AND ')})`;
}
