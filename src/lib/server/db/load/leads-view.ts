import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import { isDated } from '#lib/domain/mapping/mapping.ts';
import { roleColumn, type LoadPlan } from './load-rows.ts';
import { idColumn } from './row-checks.ts';
import type { ColumnPlan, TypedRole } from './plan-columns.ts';

/** Where a row says which record of the file it is; by position while nothing was rejected. */
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
 */
export function leadsView(
	database: string,
	plan: LoadPlan,
	{ rowNumber, line }: Positions
): string {
	const { mapping, columns } = plan;
	const byName = (name: string | null | undefined) => {
		const column = columns.find((each) => each.name === name)?.column;
		return column ?? 'CAST(NULL AS VARCHAR)';
	};
	const id = idColumn(plan) ?? `CAST(${rowNumber} AS VARCHAR)`;
	const won = isDated(mapping.outcome) ? `${timeOf('wonAt', plan)} IS NOT NULL` : 'won';
	const value = mapping.value ? 'value_cents' : 'CAST(NULL AS BIGINT)';
	return `CREATE VIEW ${database}.leads AS SELECT
		CAST(${rowNumber} AS BIGINT) AS row_number, CAST(${line} AS BIGINT) AS line, ${id} AS id,
		${timeOf('createdAt', plan)} AS created_at, ${timeOf('wonAt', plan)} AS won_at,
		${timeOf('lostAt', plan)} AS lost_at, ${won} AS won, ${value} AS value_cents,
		${byName(mapping.source)} AS source, ${byName(mapping.account)} AS account,
		${timeOf('workedAt', plan)} AS worked_at, ${timeOf('acceptedAt', plan)} AS accepted_at,
		${orderKey(plan, rowNumber)} AS order_key,
		${columns.map(shownColumn).join(', ')} FROM stored_leads`;
}

/** Whole numbers are doubles like all others, and once more as they are stored: comparing them so is twice as fast. */
function shownColumn({ column, whole }: ColumnPlan): string {
	return whole ? `CAST(${column} AS DOUBLE) AS ${column}, ${column} AS whole_${column}` : column;
}

function timeOf(role: TypedRole, { roles, columns }: LoadPlan): string {
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
