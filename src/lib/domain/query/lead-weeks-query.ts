import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { cellsFromColumns, packedStates } from './cells-query.ts';
import { decisionTime, excludedBy, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** Whole weeks of incoming leads that are looked at (statistics 18). */
export const WEEKS_BACK = 26;

/** 1970-01-05, the first Monday, as days since 1970-01-01. */
const FIRST_MONDAY = 4;

/**
 * The last week that lies wholly before a date, as weeks since that of Monday 1970-01-05, UTC.
 * @example lastWholeWeek('1970-01-12T00:00:00Z') // 0
 */
export function lastWholeWeek(dataDate: string): number {
	return Math.floor((Date.parse(dataDate) / DAY_MS - FIRST_MONDAY) / 7) - 1;
}

/**
 * Leads by rule states and week of their decision time, over the last whole weeks before the data date: all but those an
 * exclusion takes out, whatever their outcome. Columns: key_0.., week, n; sorted by the keys, then the week.
 */
export function leadWeeksQuery(
	rules: Rule[],
	{ table, lookup, dialect }: LeadsTable,
	plan: LeadPlan,
	lastWeek: number
): Sql {
	const { packed, names } = packedStates(rules, lookup, dialect);
	const decided = decisionTime(plan, dialect);
	const day = sql`(${dialect.dayNumber(decided)} - ${raw(String(FIRST_MONDAY))})`;
	const week = sql`CAST(floor(${day} / 7.0) AS INTEGER) AS week`;
	const grouped = join([...names, raw('week')], ', ');
	return sql`SELECT ${grouped}, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT ${join([...packed, week], ',\n\t')}
	FROM ${table} WHERE ${decided} >= ${mondayOf(lastWeek - WEEKS_BACK + 1)} AND ${decided} < ${mondayOf(lastWeek + 1)}
	AND ${excludedBy(plan, lookup, dialect)} = 0) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

/** Leads by cell and week, one entry a pair that holds leads. */
export interface WeeksOfCells {
	/** `k` and `test` are 0 throughout. */
	cells: Cells;
	table: { cell: Uint32Array; week: Float64Array; n: Float64Array };
}

/** Cells and their weeks from the columns of `leadWeeksQuery`, in its order. */
export function leadWeeks(
	rules: Rule[],
	{ keys, week, n }: { keys: ArrayLike<number>[]; week: Float64Array; n: Float64Array }
): WeeksOfCells {
	const cell = new Uint32Array(n.length);
	const first: number[] = [];
	for (let at = 0; at < n.length; at++) {
		if (at === 0 || keys.some((key) => key[at] !== key[at - 1])) first.push(at);
		cell[at] = first.length - 1;
	}
	const leads = new Float64Array(first.length);
	n.forEach((count, at) => (leads[cell[at]] += count));
	const none = new Float64Array(first.length);
	const cells = cellsFromColumns(rules, {
		keys: keys.map((key) => first.map((at) => key[at])),
		test: none,
		n: leads,
		k: none
	});
	return { cells, table: { cell, week, n } };
}

function mondayOf(week: number): Sql {
	return timestamp(new Date((FIRST_MONDAY + 7 * week) * DAY_MS).toISOString());
}
