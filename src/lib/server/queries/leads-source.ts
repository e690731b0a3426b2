import { knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { Spellings } from '#lib/domain/mapping/value-merges.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import type { LeadsTable } from '#lib/domain/query/leads-query.ts';
import type { FieldLookup } from '#lib/domain/query/rule-state.ts';
import { raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** A dataset as the queries see it: where its leads are, and what its columns are called in the file. */
export interface LeadsSource {
	/** The table, quoted and qualified. */
	table: Sql;
	columns: SourceColumn[];
	mapping: Mapping;
	/** SHA-256 of the file the leads were read from. */
	fileSha256: string;
	rows: number;
	/** The newest date of the files beside the leads, ISO 8601 UTC; left out where there are none. */
	newestAt?: string | null;
	/** What leads did and when, where the data says so: lead, at, type, detail, channel, by_us. */
	touches?: { table: Sql };
	/**
	 * Stages leads reached and when: lead, stage, at, reason. With `names` the leads have the first time at each of them and
	 * that of a way out in columns of their own, see `stageDatesQuery`.
	 */
	stages?: { table: Sql; names?: string[] };
	/** Deals of leads: lead, deal, amount, currency, closed_at, won, product. */
	deals?: { table: Sql };
	/** What was spent: day, until, source, campaign, kind, amount, currency, impressions, clicks, visits. */
	costs?: { table: Sql };
	/** Spellings that the table already reads as one; rules may name any of them. */
	readAs?: Spellings;
}

/** A column of the file and the name it has in the dataset. */
export interface SourceColumn {
	column: string;
	name: string;
	type: 'text' | 'number' | 'timestamp';
	/** The same values in a column that is faster to compare, where there is one. */
	compared?: string;
	/** Type of a column of few texts, qualified: texts of this type are compared as the numbers they are stored as. */
	levels?: string;
}

/** The leads as `domain/query` wants them. */
export function leadsTable(source: LeadsSource): LeadsTable {
	return {
		table: source.table,
		accounts: Boolean(source.mapping.account),
		lookup: fieldLookup(source),
		dialect: duckdb
	};
}

/** The column of a dataset that has a name in the file. @throws WorkbenchError `field-unknown` */
export function sourceColumn({ columns }: LeadsSource, field: string): SourceColumn {
	const found = columns.find(({ name }) => name === field);
	if (!found) throw new WorkbenchError('field-unknown', { field });
	return found;
}

/** Whether creation dates and dated outcomes exist, so that leads can be told mature (statistics 4). */
export function maturityKnown({ mapping }: LeadsSource): boolean {
	return mapping.createdAt !== null && knowsWhen(mapping.outcome);
}

function fieldLookup({ columns, readAs = {} }: LeadsSource): FieldLookup {
	const byName = new Map(columns.map((each) => [each.name, each]));
	return (field) => {
		const found = byName.get(field);
		if (!found) throw new WorkbenchError('field-unknown', { field });
		const { column, type, compared, levels } = found;
		const merged = Object.hasOwn(readAs, field) ? readAs[field] : {};
		const meant = (text: string) => (Object.hasOwn(merged, text) ? merged[text] : text);
		const constant = (text: string) =>
			levels ? sql`TRY_CAST(${meant(text)} AS ${raw(levels)})` : sql`${meant(text)}`;
		return {
			expression: raw(compared ?? column),
			type,
			constant,
			meant,
			whole: compared !== undefined
		};
	};
}
