import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { SideTableName } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { attachDatabase, detachWritten } from './attach-database.ts';
import { keepGoodRows } from './keep-good-rows.ts';
import { leadsView, positionsByRow } from './leads-view.ts';
import type { LoadPlan } from './load-rows.ts';
import { SIDE_COLUMNS, SIDE_ORDER } from './side-select.ts';
import { stageDates } from './stage-dates.ts';
import { createRejects } from './write-rejects.ts';

/** Everything that becomes a dataset. */
export interface DatasetParts {
	plan: LoadPlan;
	/** The attached database with the leads as loaded, and its file. */
	database: string;
	path: string;
	/** Line of the first record where every record is a lead, on one line of one file; else null. */
	untouchedFrom: number | null;
	badRows: string;
	/** Table of `findPositions`; not there where the leads are untouched. */
	positions: string;
	/** Table of `deriveLeads`, where outcomes are not read off the leads' own rows. */
	derived: string | null;
	/** Table of the rejected rows of all files. */
	rejects: string;
	/** SELECTs of `sideSelect`, by table. */
	sides: Partial<Record<SideTableName, string[]>>;
}

export interface WrittenDataset {
	path: string;
	tables: Partial<Record<SideTableName, number>>;
	stageNames?: string[];
}

/**
 * Makes the dataset file `1.duckdb`: the loaded file itself where every record is a lead and stands on one line, else a
 * copy without what has to be rejected. The tables beside the leads are added to it.
 *
 * @returns its path, the rows of the tables beside the leads, and the stages whose times stand in the leads
 */
export async function writeDataset(
	engine: Engine,
	parts: DatasetParts,
	folder: string
): Promise<WrittenDataset> {
	const { plan, database, untouchedFrom } = parts;
	const path = join(folder, '1.duckdb');
	await mkdir(folder, { mode: 0o700 });
	if (untouchedFrom !== null && !addsColumns(parts)) {
		const tables = await addTables(engine, database, parts);
		await engine.run(leadsView(database, plan, positionsByRow(untouchedFrom)));
		await detachWritten(engine, database);
		await rename(parts.path, path);
		return { path, tables };
	}
	await attachDatabase(engine, path, 'kept');
	const tables = await addTables(engine, 'kept', parts);
	const stages = parts.sides.stages ? await stageDates(engine, 'kept', plan.mapping) : null;
	await keepGoodRows(engine, database, 'kept', plan, { ...parts, stages });
	const positions = { rowNumber: 'row_number', line: 'line' };
	const added = { derived: parts.derived !== null, stages: stages?.columns ?? [] };
	await engine.run(leadsView('kept', plan, positions, added));
	await detachWritten(engine, 'kept');
	await engine.run(`DETACH ${database}`);
	return { path, tables, ...(stages ? { stageNames: stages.names } : {}) };
}

/** Whether the leads get columns that are not read off their own rows; they are then written anew. */
export function addsColumns({ derived, sides }: Pick<DatasetParts, 'derived' | 'sides'>): boolean {
	return derived !== null || sides.stages !== undefined;
}

async function addTables(
	engine: Engine,
	to: string,
	{ sides, rejects }: DatasetParts
): Promise<Partial<Record<SideTableName, number>>> {
	const unlimited = { deadlineMs: Infinity };
	await createRejects(engine, to);
	await engine.run(`INSERT INTO ${to}.rejects SELECT * FROM ${rejects}`, unlimited);
	const tables: Partial<Record<SideTableName, number>> = {};
	for (const [name, selects] of Object.entries(sides) as [SideTableName, string[]][]) {
		const columns = SIDE_COLUMNS[name].map((column) => `"${column}"`).join(', ');
		await engine.run(
			`CREATE TABLE ${to}.${name} AS SELECT ${columns} FROM (${selects.join(' UNION ALL ')})
			ORDER BY ${SIDE_ORDER[name]}`,
			unlimited
		);
		const counted = await engine.run(`SELECT count(*) AS n FROM ${to}.${name}`);
		tables[name] = numbersOf(counted, 'n')[0];
	}
	return tables;
}
