import { waysOut } from '#lib/domain/funnel/dataset-stages.ts';
import { lostStages, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { duckdb, withLiterals } from '#lib/domain/query/dialect.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { stageDateColumns, stageDatesQuery } from '#lib/domain/query/stage-dates-query.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { stageNames } from '#lib/server/queries/stage-dates.ts';

/** When leads reached their stages, as columns of the leads: a funnel then reads one table and joins none. */
export interface StageDates {
	names: string[];
	columns: string[];
	/** The columns by `lead`, as a query. */
	query: string;
}

/** @param database the attached database with the table of stages */
export async function stageDates(
	engine: Engine,
	database: string,
	mapping: Mapping
): Promise<StageDates> {
	const table = raw(`${database}.stages`);
	const names = await stageNames(engine, table);
	const query = stageDatesQuery(table, names, waysOut(names, lostStages(mapping)), duckdb);
	return { names, columns: stageDateColumns(names.length), query: withLiterals(query, duckdb) };
}
