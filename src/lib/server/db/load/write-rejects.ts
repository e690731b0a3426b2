import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { MOST_RAW_RECORDS, textOfRecord } from './broken-records.ts';
import type { FilePart } from './read-files.ts';
import type { RowCheck } from './row-checks.ts';
import { SideTable } from './side-table.ts';
import { scanFile } from './source-file.ts';

const REJECTS = `row_number BIGINT, line BIGINT, column_name VARCHAR, code VARCHAR, found VARCHAR,
	first_line BIGINT, raw VARCHAR, file VARCHAR, role VARCHAR`;

/** An empty list of rejected rows. */
export async function createRejects(engine: Engine, database: string): Promise<void> {
	await engine.run(`CREATE TABLE ${database}.rejects (${REJECTS})`);
}

/** Rows of one role of which some are to be rejected. */
export interface JudgedRows {
	role: FileRole;
	parts: FilePart[];
	/** The table with the rows as loaded. */
	rows: string;
	/** Table `(rid, cause, first_rid)` of the bad ones, and the positions of them at least. */
	badRows: string;
	positions: string;
	checks: RowCheck[];
	/** Column with the id, in the file and as loaded; null where there is none. Its duplicates have cause -1. */
	id: { name: string; column: string } | null;
	/** Whether the rows hold what is to be known by pseudonyms only, so that their text is not kept. */
	secret: boolean;
}

/**
 * Writes down every rejected row with its file, line, reason and text: records the scanner could not read, and bad rows.
 *
 * @param to table of `createRejects`
 */
export async function writeRejects(engine: Engine, to: string, judged: JudgedRows): Promise<void> {
	const { parts, role, positions, secret } = judged;
	const rows = reasons(judged);
	for (const [i, part] of parts.entries()) {
		await part.notes.broken.load(engine);
		await loadRawRows(engine, judged, i);
		const raw = secret ? 'NULL' : 'raw';
		const file = quoteText(part.file.name);
		const rejected = `
			SELECT own.row_number, own.line, reason.column_name, reason.code, reason.found,
				first.line AS first_line, ${secret ? 'NULL' : 'raw_rows.raw'} AS raw
			FROM (${rows}) AS reason
			JOIN ${positions} AS own ON own.rid = reason.rid AND own.part = ${i}
			LEFT JOIN ${positions} AS first ON first.rid = reason.first_rid
			LEFT JOIN raw_rows ON raw_rows.record = own.record`;
		await engine.run(
			`INSERT INTO ${to} SELECT *, ${file} AS file, '${role}' AS role FROM (
			SELECT record + ${part.recordsBefore} AS row_number, line, NULL AS column_name, code, found, NULL AS first_line, ${raw} AS raw
			FROM broken_records ${rows ? `UNION ALL ${rejected}` : ''}) ORDER BY row_number`,
			{ deadlineMs: Infinity }
		);
	}
}

function reasons({ rows, badRows, checks, id }: JudgedRows): string {
	const from = `${rows} AS loaded JOIN ${badRows} AS bad ON bad.rid = loaded.rowid`;
	const select = (column: string, code: string, found: string, cause: number) =>
		`SELECT rid, first_rid, ${quoteText(column)} AS column_name, '${code}' AS code, ${found} AS found FROM ${from} WHERE cause = ${cause}`;
	return [
		...checks.map((check, i) => select(check.column, check.code, check.found, i)),
		...(id ? [select(id.name, 'duplicate-id', id.column, -1)] : [])
	].join(' UNION ALL ');
}

/** The text of the rejected rows of a file, from a second pass over it, as table `raw_rows (record, raw)`. */
async function loadRawRows(
	engine: Engine,
	{ parts, positions, badRows, secret }: JudgedRows,
	part: number
): Promise<void> {
	const { folder, file } = parts[part];
	const table = new SideTable(folder, 'raw_rows', { record: 'BIGINT', raw: 'VARCHAR' });
	const wanted = secret
		? new Float64Array()
		: numbersOf(
				await engine.run(
					`SELECT record FROM ${positions} JOIN ${badRows} USING (rid) WHERE part = ${part}
					ORDER BY record LIMIT ${MOST_RAW_RECORDS}`
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
