import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { isDated, isFlag } from '#lib/domain/mapping/mapping.ts';
import { roleColumn, type LoadPlan } from './load-rows.ts';
import { idColumn } from './row-checks.ts';
import type { ColumnPlan, TypedRole } from './plan-columns.ts';

/** Where a row says which record of the files it is; by position while nothing was rejected. */
export interface Positions {
	rowNumber: string;
	line: string;
}

/** One line a record, none rejected: the position in the table says it all. */
export function positionsByRow(dataLine: number): Positions {
	return { rowNumber: 'rowid + 1', line: `rowid + ${dataLine}` };
}

/**
 * The relation every query reads: the roles under their own names, then the columns of the file. A view, so
 * that no role is stored twice.
 *
 * @param added `derived`: outcome, value and work of sales stand in columns of their own; `stages`: columns with the times
 * of stages
 */
export function leadsView(
	database: string,
	plan: LoadPlan,
	{ rowNumber, line }: Positions,
	{ derived, stages }: { derived: boolean; stages: string[] } = { derived: false, stages: [] }
): string {
	const { mapping, columns } = plan;
	const byName = (name: string | null | undefined) => {
		const column = columns.find((each) => each.name === name)?.column;
		return column ?? 'CAST(NULL AS VARCHAR)';
	};
	const id = idColumn(plan) ?? `CAST(${rowNumber} AS VARCHAR)`;
	const ends = derived ? derivedEnds : leadEnds(plan);
	return `CREATE VIEW ${database}.leads AS SELECT
		CAST(${rowNumber} AS BIGINT) AS row_number, CAST(${line} AS BIGINT) AS line, ${id} AS id,
		${timeOf('createdAt', plan)} AS created_at, ${ends.wonAt} AS won_at,
		${ends.lostAt} AS lost_at, ${ends.won} AS won, ${ends.valueCents} AS value_cents,
		${byName(mapping.source)} AS source, ${byName(mapping.account)} AS account,
		${ends.workedAt} AS worked_at, ${ends.acceptedAt} AS accepted_at,
		${orderKey(plan, rowNumber)} AS order_key,
		${[...columns.map(shownColumn), ...stages].join(', ')} FROM stored_leads`;
}

/** How a lead ended and what sales did with it, as expressions over the stored leads. */
export interface LeadEnds {
	won: string;
	wonAt: string;
	lostAt: string;
	valueCents: string;
	workedAt: string;
	acceptedAt: string;
}

const derivedEnds: LeadEnds = {
	won: 'derived_won',
	wonAt: 'derived_won_at',
	lostAt: 'derived_lost_at',
	valueCents: 'derived_value_cents',
	workedAt: 'derived_worked_at',
	acceptedAt: 'derived_accepted_at'
};

/** As the lead file has it; an outcome of deals or stages is not known here. */
export function leadEnds(plan: LoadPlan): LeadEnds {
	const { outcome, value } = plan.mapping;
	const closedAt = timeOf('closedAt', plan);
	const flag = isFlag(outcome);
	const wonAt = timeOf('wonAt', plan);
	return {
		won: flag ? 'won' : isDated(outcome) ? `${wonAt} IS NOT NULL` : 'CAST(NULL AS BOOLEAN)',
		wonAt: flag && outcome.at ? `CASE WHEN won THEN ${closedAt} END` : wonAt,
		lostAt: flag && outcome.at ? `CASE WHEN NOT won THEN ${closedAt} END` : timeOf('lostAt', plan),
		valueCents: value ? 'value_cents' : 'CAST(NULL AS BIGINT)',
		workedAt: timeOf('workedAt', plan),
		acceptedAt: timeOf('acceptedAt', plan)
	};
}

/** Whole numbers are doubles like all others, and once more as they are stored: comparing them so is twice as fast. */
function shownColumn({ column, whole }: ColumnPlan): string {
	return whole ? `CAST(${column} AS DOUBLE) AS ${column}, ${column} AS whole_${column}` : column;
}

/** The time of a role as an expression over the stored leads; NULL where the mapping has none. */
export function timeOf(role: TypedRole, { roles, columns }: LoadPlan): string {
	const found = roles.find((each) => each.role === role);
	return found ? roleColumn(found, columns) : 'CAST(NULL AS TIMESTAMP)';
}

/** What the leads are ordered by where there are no dates; times as seconds since 1970. */
function orderKey({ mapping, roles, columns }: LoadPlan, rowNumber: string): string {
	if (mapping.order === 'row') return `CAST(${rowNumber} AS DOUBLE)`;
	const order = roles.find(({ role }) => role === 'order');
	if (!order) return 'CAST(NULL AS DOUBLE)';
	const value = roleColumn(order, columns);
	return `CAST(${typeOf(order.reading) === 'number' ? value : `epoch(${value})`} AS DOUBLE)`;
}
