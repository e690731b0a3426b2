import type { Engine } from '#lib/server/engine/engine.ts';
import { shiftTables } from './broken-records.ts';
import type { FilePart } from './read-files.ts';

/**
 * Where loaded rows stand in their files, as a table `(rid, part, record, line, row_number)`: rows count on where records
 * were broken, lines where fields hold line breaks, row numbers over all files. Lines are those of the person's file.
 *
 * @param rows the loaded table; its rowid counts the good records of all parts
 * @param table name of the table to be made
 * @param only a condition on `rowid` where not all rows are asked for
 */
export async function findPositions(
	engine: Engine,
	rows: string,
	table: string,
	parts: FilePart[],
	only = 'true'
): Promise<void> {
	for (const [i, { folder, scanned, rowsBefore, recordsBefore }] of parts.entries()) {
		const { structure, firstLine } = scanned;
		const shifts = shiftTables(folder, structure);
		await shifts.records.load(engine);
		await shifts.lines.load(engine);
		const upTo = rowsBefore + structure.records - structure.badRecords;
		const own = `loaded_rows.rowid - ${rowsBefore}`;
		await engine.run(
			`${i === 0 ? `CREATE OR REPLACE TABLE ${table} AS` : `INSERT INTO ${table}`}
			SELECT numbered.rid, ${i} AS part, numbered.record,
				numbered.record + ${firstLine - 1} + coalesce(line_shifts.shift, 0) AS line,
				numbered.record + ${recordsBefore} AS row_number
			FROM (
				SELECT loaded_rows.rowid AS rid, ${own} + 1 + coalesce(record_shifts.shift, 0) AS record_at
				FROM (
					SELECT rowid FROM ${rows}
					WHERE rowid >= ${rowsBefore} AND rowid < ${upTo} AND ${only}
				) AS loaded_rows ASOF LEFT JOIN record_shifts ON ${own} + 1 >= record_shifts.position
			) AS numbered (rid, record) ASOF LEFT JOIN line_shifts ON numbered.record >= line_shifts.record`,
			{ deadlineMs: Infinity }
		);
	}
}
