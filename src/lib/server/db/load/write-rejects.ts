import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { MOST_RAW_RECORDS, textOfRecord, type ScanNotes } from './broken-records.ts';
import type { RowCheck } from './row-checks.ts';
import { SideTable } from './side-table.ts';
import { scanFile, type SourceFile } from './source-file.ts';

const REJECTS = `row_number BIGINT, line BIGINT, column_name VARCHAR, code VARCHAR, found VARCHAR,
	first_line BIGINT, raw VARCHAR`;

/** An empty list of rejected rows. */
export async function createRejects(engine: Engine, database: string): Promise<void> {
	await engine.run(`CREATE TABLE ${database}.rejects (${REJECTS})`);
}

/**
 * Writes down every rejected row with its line, its reason and its text: records the scanner could not read,
 * and rows of `bad_rows`.
 *
 * @param from database with the rows as loaded
 * @param to database with the dataset
 */
export async function writeRejects(
	engine: Engine,
	from: string,
	to: string,
	what: {
		file: SourceFile;
		folder: string;
		notes: ScanNotes;
		checks: RowCheck[];
		/** Column with the id, in the file and in the dataset; null where leads are known by their row. */
		id: { name: string; column: string } | null;
	}
): Promise<void> {
	await what.notes.broken.load(engine);
	await loadRawRows(engine, what.file, what.folder);
	const rows = reasons(from, what.checks, what.id);
	const rejected = `
		SELECT own.record, own.line, reason.column_name, reason.code, reason.found, first.line, raw_rows.raw
		FROM (${rows}) AS reason
		JOIN positions AS own ON own.rid = reason.rid
		LEFT JOIN positions AS first ON first.rid = reason.first_rid
		LEFT JOIN raw_rows ON raw_rows.record = own.record`;
	await engine.run(
		`INSERT INTO ${to}.rejects
		SELECT record AS row_number, line, NULL AS column_name, code, found, NULL AS first_line, raw FROM broken_records
		${rows ? `UNION ALL ${rejected}` : ''} ORDER BY row_number`,
		{ deadlineMs: Infinity }
	);
}

function reasons(
	from: string,
	checks: RowCheck[],
	id: { name: string; column: string } | null
): string {
	const rows = `${from}.stored_leads AS loaded JOIN bad_rows ON bad_rows.rid = loaded.rowid`;
	const select = (column: string, code: string, found: string, cause: number) =>
		`SELECT rid, first_rid, ${quoteText(column)} AS column_name, '${code}' AS code, ${found} AS found FROM ${rows} WHERE cause = ${cause}`;
	return [
		...checks.map((check, i) => select(check.column, check.code, check.found, i)),
		...(id ? [select(id.name, 'duplicate-id', id.column, -1)] : [])
	].join(' UNION ALL ');
}

/** The text of the rejected rows, from a second pass over the file, as table `raw_rows (record, raw)`. */
async function loadRawRows(engine: Engine, file: SourceFile, folder: string): Promise<void> {
	const table = new SideTable(folder, 'raw_rows', { record: 'BIGINT', raw: 'VARCHAR' });
	const wanted = numbersOf(
		await engine.run(
			`SELECT record FROM positions JOIN bad_rows USING (rid) ORDER BY record LIMIT ${MOST_RAW_RECORDS}`
		),
		'record'
	);
	let next = 0;
	if (wanted.length > 0) {
		await scanFile(
			file,
			() => {},
			(record) => {
				if (record.record !== wanted[next]) return;
				table.add(record.record, textOfRecord(record));
				next++;
			}
		);
	}
	await table.load(engine);
}
