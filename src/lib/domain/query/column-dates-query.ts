import { decisionTime, LEAD_STATUS, leadStatus, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/**
 * Dates of columns beside the decision time of their lead, over all leads that no exclusion takes out. Columns: for date
 * column i filled_i, after_i (later than the decision time), planned_i (later than the data date by
 * more than so many days).
 *
 * @param values - one expression of a time a column
 */
export function columnDatesQuery(
	values: Sql[],
	leads: LeadsTable,
	plan: LeadPlan,
	graceDays: number
): Sql {
	const { dialect, lookup, table } = leads;
	const decided = decisionTime(plan, dialect);
	const later =
		plan.dataDate === null
			? () => raw('1 = 0')
			: (value: Sql) =>
					sql`${value} > ${dialect.addDays(timestamp(plan.dataDate as string), graceDays)}`;
	const columns = values.flatMap((value, i) => [
		sql`CAST(COUNT(${value}) AS DOUBLE) AS ${raw(`filled_${i}`)}`,
		sql`${countWhere(sql`${value} > ${decided}`)} AS ${raw(`after_${i}`)}`,
		sql`${countWhere(later(value))} AS ${raw(`planned_${i}`)}`
	]);
	return sql`SELECT ${join(columns, ',\n\t')} FROM ${table}
WHERE ${leadStatus(plan, lookup, dialect)} <> ${raw(String(LEAD_STATUS.exclusion))} AND created_at IS NOT NULL`;
}

function countWhere(condition: Sql): Sql {
	return sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE)`;
}
