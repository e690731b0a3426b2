import { knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
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

function fieldLookup({ columns }: LeadsSource): FieldLookup {
	const byName = new Map(columns.map((each) => [each.name, each]));
	return (field) => {
		const found = byName.get(field);
		if (!found) throw new WorkbenchError('field-unknown', { field });
		const { column, type, compared, levels } = found;
		const constant = levels
			? (text: string) => sql`TRY_CAST(${text} AS ${raw(levels)})`
			: undefined;
		return { expression: raw(compared ?? column), type, constant, whole: compared !== undefined };
	};
}
