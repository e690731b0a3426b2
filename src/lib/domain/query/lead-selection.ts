import { DAY_MS } from '#lib/domain/units.ts';
import type { FieldExpression, FieldLookup } from './condition-truth.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** Which leads a reader looks at. */
export interface LeadSelection {
	/** First and last day of creation, YYYY-MM-DD, both included; null for no bound. The period never cuts what came later. */
	from: string | null;
	to: string | null;
	/** All of them hold. */
	filters: ColumnFilter[];
}

/** Leads whose column holds one of the values; the empty text stands for leads without a value. */
export interface ColumnFilter {
	field: string;
	values: string[];
}

export const ALL_LEADS: LeadSelection = { from: null, to: null, filters: [] };

/**
 * The condition under which a lead is selected. A lead without a creation date is in no period.
 *
 * @throws what the lookup throws for a column the data does not have
 * @example selectedLeads({ from: '2026-01-01', to: null, filters: [] }, lookup, duckdb) // created_at >= 2026-01-01
 */
export function selectedLeads(
	{ from, to, filters }: LeadSelection,
	lookup: FieldLookup,
	dialect: Dialect
): Sql {
	const conditions = [
		...period(raw('created_at'), from, to),
		...filters.map((filter) => inFilter(filter, lookup, dialect))
	];
	return conditions.length === 0 ? raw('1 = 1') : sql`(${join(conditions, ' AND ')})`;
}

/** Conditions under which a time lies in a period of whole days. */
export function period(at: Sql, from: string | null, to: string | null): Sql[] {
	return [
		...(from ? [sql`${at} >= ${timestamp(`${from}T00:00:00Z`)}`] : []),
		...(to ? [sql`${at} < ${timestamp(dayAfter(to))}`] : [])
	];
}

/**
 * The values of a column as text, as breakdowns and filters name them: NULL and empty are both the empty text.
 *
 * @example valueText({ expression: raw('c4'), type: 'text' }, duckdb) // COALESCE(CAST(c4 AS VARCHAR), '')
 */
export function valueText({ expression }: FieldExpression, dialect: Dialect): Sql {
	return sql`COALESCE(${dialect.toText(expression)}, '')`;
}

function inFilter({ field, values }: ColumnFilter, lookup: FieldLookup, dialect: Dialect): Sql {
	const column = lookup(field);
	const named = [...new Set(values.map(column.meant ?? ((text) => text)))].filter(Boolean);
	const parts = [
		...(named.length > 0 ? [isAmong(column, named, dialect)] : []),
		...(values.includes('') ? [sql`${valueText(column, dialect)} = ''`] : [])
	];
	return parts.length === 0 ? raw('1 = 0') : sql`(${join(parts, ' OR ')})`;
}

/** Numbers are compared as numbers, however they are written; what is none is no value of such a column. */
function isAmong(column: FieldExpression, values: string[], dialect: Dialect): Sql {
	const list = (pieces: Sql[]) => join(pieces, ', ');
	if (column.type === 'number') {
		const numbers = values.filter((text) => text.trim() && Number.isFinite(Number(text)));
		if (numbers.length === 0) return raw('1 = 0');
		return sql`${column.expression} IN (${list(numbers.map((text) => sql`${Number(text)}`))})`;
	}
	if (column.type === 'text') {
		const constant = column.constant ?? ((text: string) => sql`${text}`);
		return sql`${column.expression} IN (${list(values.map(constant))})`;
	}
	const texts = values.map((text) => sql`${text}`);
	return sql`${dialect.toText(column.expression)} IN (${list(texts)})`;
}

function dayAfter(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString();
}
