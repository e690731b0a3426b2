import { GRACE_DAYS, type DateCounts } from '#lib/domain/leakage/dates-after-decision.ts';
import { columnDatesQuery } from '#lib/domain/query/column-dates-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized, raw } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource, type SourceColumn } from './leads-source.ts';

/** Dates of columns beside the decision time of their leads. */
export async function readColumnDates(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	columns: SourceColumn[]
): Promise<DateCounts[]> {
	if (columns.length === 0) return [];
	const values = columns.map(({ column }) => raw(column));
	const found = await engine.run(
		parameterized(columnDatesQuery(values, leadsTable(source), plan, GRACE_DAYS))
	);
	return columns.map((_, i) => {
		const one = (name: string) => numbersOf(found, `${name}_${i}`)[0];
		return { filled: one('filled'), after: one('after'), planned: one('planned') };
	});
}
