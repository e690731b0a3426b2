import { LEAD_STATUS, leadStatus, wonState, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** What is known of a lead: its outcome counts, or is still open. */
export const KNOWN = { lost: 0, won: 1, open: 2 } as const;

/**
 * How often columns are filled, by source and by what is known of the lead; leads whose outcome neither counts nor is open
 * are left out. Columns: source, known (0 lost, 1 won, 2 open), n, filled_0, filled_1, … Sorted by source and known.
 *
 * @param values - one expression a column
 */
export function columnFillQuery(values: Sql[], leads: LeadsTable, plan: LeadPlan): Sql {
	const filled = values.map(
		(value, i) => sql`CAST(COUNT(${value}) AS DOUBLE) AS ${raw(`filled_${i}`)}`
	);
	return sql`SELECT ${leads.dialect.toText(raw('source'))} AS source, known,
	${join([raw('CAST(COUNT(*) AS DOUBLE) AS n'), ...filled], ',\n\t')}
FROM (SELECT *, ${knownState(leads, plan)} AS known FROM ${leads.table}) AS known_leads
WHERE known IS NOT NULL GROUP BY source, known ORDER BY source, known`;
}

/**
 * What is known of a lead; NULL where it was excluded, decided by its decision time, or decided although its horizon still
 * runs.
 */
function knownState(leads: LeadsTable, plan: LeadPlan): Sql {
	const { dialect, lookup } = leads;
	const status = leadStatus(plan, lookup, dialect);
	const is = (name: keyof typeof LEAD_STATUS) => raw(String(LEAD_STATUS[name]));
	return sql`CASE ${status}
		WHEN ${is('usable')} THEN ${wonState(plan, dialect)}
		WHEN ${is('immature')} THEN CASE WHEN ${decidedByNow(plan)} THEN NULL ELSE ${raw(String(KNOWN.open))} END
		WHEN ${is('outcomeUnknown')} THEN ${raw(String(KNOWN.open))}
		ELSE NULL END`;
}

function decidedByNow({ dataDate }: LeadPlan): Sql {
	if (dataDate === null) return raw('1 = 0');
	const now = timestamp(dataDate);
	return sql`won_at <= ${now} OR lost_at <= ${now}`;
}
