import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#lib/server/engine/engine.ts';
import { attachDatabase, detachWritten } from './attach-database.ts';
import { findPositions, keepGoodRows } from './keep-good-rows.ts';
import { leadsView, positionsByRow } from './leads-view.ts';
import type { LoadPlan } from './load-rows.ts';
import type { ReadFile } from './read-source.ts';
import { findBadRows, idColumn, rowChecks, type RowCheck } from './row-checks.ts';
import type { SourceFile } from './source-file.ts';
import { createRejects, writeRejects } from './write-rejects.ts';

export interface LoadedRows {
	file: SourceFile;
	read: ReadFile;
	plan: LoadPlan;
	/** Folder for what is needed only meanwhile. */
	scratch: string;
	/** The attached database with `stored_leads`, and its file. */
	database: string;
	path: string;
}

/**
 * Makes the dataset file `1.duckdb` of the loaded rows: the loaded file itself where every record is a lead and
 * stands on one line, else a copy without what has to be rejected.
 *
 * @returns its path
 */
export async function finishRows(
	engine: Engine,
	loaded: LoadedRows,
	folder: string
): Promise<string> {
	const { read, plan, database } = loaded;
	const checks = rowChecks(plan);
	const badRows = await findBadRows(engine, database, plan, checks);
	const { badRecords, lineShifts } = read.scanned.structure;
	const path = join(folder, '1.duckdb');
	await mkdir(folder, { mode: 0o700 });
	if (badRows === 0 && badRecords === 0 && lineShifts.record.length === 0) {
		await createRejects(engine, database);
		const positions = positionsByRow(read.scanned.firstLine);
		await engine.run(leadsView(database, plan, positions));
		await detachWritten(engine, database);
		await rename(loaded.path, path);
	} else {
		await copyGoodRows(engine, loaded, checks, path);
	}
	return path;
}

async function copyGoodRows(
	engine: Engine,
	{ file, read, plan, scratch, database }: LoadedRows,
	checks: RowCheck[],
	path: string
): Promise<void> {
	const { structure, firstLine } = read.scanned;
	await findPositions(engine, database, scratch, structure, firstLine);
	await attachDatabase(engine, path, 'kept');
	await keepGoodRows(engine, database, 'kept', plan);
	await createRejects(engine, 'kept');
	const column = idColumn(plan);
	const id = column ? { name: plan.mapping.id, column } : null;
	await writeRejects(engine, database, 'kept', {
		file,
		folder: scratch,
		notes: read.notes,
		checks,
		id
	});
	await engine.run(leadsView('kept', plan, { rowNumber: 'row_number', line: 'line' }));
	await detachWritten(engine, 'kept');
	await engine.run(`DETACH ${database}`);
}
