import { parsePeriod } from '#lib/domain/mapping/parse-period.ts';
import type { SideFile } from '#lib/domain/mapping/side-file.ts';
import { typeOf } from '#lib/domain/ingest/column-reading.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnDoubts } from './column-doubts.ts';
import { readCsv, textOf } from './csv-source.ts';
import { LARGEST_AMOUNT } from './load-rows.ts';
import type { WholeColumn } from './profile-columns.ts';
import { readFiles, type FilePart, type ReadFiles } from './read-files.ts';
import { readAs, readSurely } from './reading-sql.ts';
import type { RowCheck } from './row-checks.ts';
import { wantedOfSide, type SideField, type SidePlan } from './side-plan.ts';
import { SideTable } from './side-table.ts';
import type { SourceFile } from './source-file.ts';

/** Rows of files beside the leads, loaded as they are, with what speaks against some of them. */
export interface LoadedSide {
	plan: SidePlan;
	parts: FilePart[];
	/** The loaded table: `key` where there is one, and the fields. */
	rows: string;
	checks: RowCheck[];
	issues: Issue[];
}

export interface LoadSideOptions {
	folder: string;
	/** Attached database to load into. */
	database: string;
	/** Name of the table. */
	table: string;
	/** The key of a row as the leads have theirs. */
	keyOf: (text: string) => string;
	onProgress: (share: number) => void;
}

const SAMPLE_ROWS = 10_000;

/**
 * Loads files of one role and header, every record of them that can be read, in their order.
 *
 * @throws WorkbenchError files-differ, columns-ambiguous; what `readFiles` throws
 */
export async function loadSide(
	engine: Engine,
	files: SourceFile[],
	plan: SidePlan,
	mapping: SideFile,
	options: LoadSideOptions
): Promise<LoadedSide> {
	const { types = {}, missing = [] } = mapping;
	const read = await readFiles(engine, files, {
		folder: options.folder,
		database: options.database,
		table: `${options.table}_texts`,
		missing,
		sampleRows: SAMPLE_ROWS,
		wanted: (names, sampled) => wantedOfSide(plan.fields, types, names, sampled),
		onProgress: options.onProgress
	});
	const doubts = await doubtsOf(engine, read, plan, files[0].name);
	const rows = `${options.database}.${options.table}`;
	const columns = plan.fields.flatMap((field) => fieldColumns(field, read));
	const key = plan.key
		? [`${options.keyOf(textOf(read.source, indexOf(read, plan.key.column)))} AS key`]
		: [];
	await engine.run(
		`CREATE TABLE ${rows} AS SELECT ${[...key, ...columns].join(', ')} FROM ${readCsv(read.source)}`,
		{ deadlineMs: Infinity }
	);
	await loadPeriods(engine, rows, read, plan, options.folder);
	const { parts } = read;
	const issues = [...files.flatMap((file) => file.issues), ...doubts];
	return { plan, parts, rows, checks: checksOf(read, plan), issues };
}

function indexOf({ names }: ReadFiles, column: string): number {
	return names.indexOf(column);
}

/** The value of a field and, where some cannot be read, the text that was found. */
function fieldColumns(field: SideField, read: ReadFiles): string[] {
	const column = columnOf(field, read);
	const text = textOfField(field, read);
	const found = canFail(field, column) ? [`${text} AS found_${field.as}`] : [];
	return [`${valueOf(field, column, text)} AS "${field.as}"`, ...found];
}

/** A month and its year, where they stand in two columns, as one text. */
function textOfField({ column, year }: SideField, read: ReadFiles): string {
	const text = textOf(read.source, indexOf(read, column));
	if (!year) return text;
	const ofYear = textOf(read.source, indexOf(read, year));
	return `(CASE WHEN regexp_full_match(${text}, '[0-9]{1,2}') THEN ${ofYear} || '-' || lpad(${text}, 2, '0') ELSE ${text} || ' ' || ${ofYear} END)`;
}

function columnOf({ column }: SideField, read: ReadFiles): WholeColumn {
	return read.whole[indexOf(read, column)];
}

function canFail({ kind }: SideField, { filled, readable, likely }: WholeColumn): boolean {
	if (kind === 'text' || kind === 'flag') return false;
	if (kind === 'period' && typeOf(likely) !== 'timestamp') return true;
	return kind !== 'time' || readable < filled;
}

function valueOf(
	field: SideField,
	{ likely, readable, filled, placeholders }: WholeColumn,
	text: string
): string {
	const sure = readable === filled && placeholders === 0;
	const value = sure ? readSurely(likely, text) : readAs(likely, text);
	switch (field.kind) {
		case 'text':
			return text;
		case 'time':
			return value;
		case 'flag':
			return flagOf(field, text);
		case 'amount':
			return `CASE WHEN abs(${value}) <= ${LARGEST_AMOUNT} THEN CAST(round(${value} * 100) AS BIGINT) END`;
		case 'count':
			return `CASE WHEN ${value} >= 0 THEN CAST(round(${value}) AS BIGINT) END`;
		case 'period':
			return typeOf(likely) === 'timestamp' ? `CAST(${value} AS DATE)` : 'CAST(NULL AS DATE)';
	}
}

function flagOf({ yes = [], no = null }: SideField, text: string): string {
	const isOneOf = (values: string[]) =>
		values.length > 0 ? `${text} IN (${values.map(quoteText).join(', ')})` : 'false';
	const isNo = no === null ? `${text} IS NOT NULL` : isOneOf(no);
	return `CASE WHEN ${isOneOf(yes)} THEN true WHEN ${isNo} THEN false END`;
}

/** Months and quarters in words are read here, one after the other: there are few of them. */
async function loadPeriods(
	engine: Engine,
	rows: string,
	read: ReadFiles,
	{ fields }: SidePlan,
	folder: string
): Promise<void> {
	const field = fields.find(({ kind }) => kind === 'period');
	if (!field) return;
	await engine.run(`ALTER TABLE ${rows} ADD COLUMN until DATE`);
	if (typeOf(columnOf(field, read).likely) === 'timestamp') {
		await engine.run(`UPDATE ${rows} SET until = day`, { deadlineMs: Infinity });
		return;
	}
	const columns = { text: 'VARCHAR', day: 'VARCHAR', until: 'VARCHAR' } as const;
	const periods = new SideTable(folder, 'periods', columns);
	const found = await engine.run(
		`SELECT DISTINCT found_day AS text FROM ${rows} WHERE found_day IS NOT NULL`
	);
	for (const text of textsOf(found, 'text')) {
		const period = parsePeriod(text ?? '');
		if (period) periods.add(text, period.day, period.until);
	}
	await periods.load(engine);
	await engine.run(
		`UPDATE ${rows} AS loaded SET day = CAST(periods.day AS DATE), until = CAST(periods.until AS DATE)
		FROM periods WHERE periods.text = loaded.found_day`,
		{ deadlineMs: Infinity }
	);
}

function checksOf(read: ReadFiles, { key, fields, demands }: SidePlan): RowCheck[] {
	const columnName = (as: string) => fields.find((each) => each.as === as)?.column ?? '';
	return [
		...(key
			? [{ code: 'missing-lead', column: key.column, condition: 'key IS NULL', found: 'NULL' }]
			: []),
		...fields.filter((field) => canFail(field, columnOf(field, read))).map(unreadable),
		...fields.flatMap(({ as, column, needed }) =>
			needed ? [{ code: needed, column, condition: `"${as}" IS NULL`, found: 'NULL' }] : []
		),
		...demands.map(({ code, field, condition }) => {
			return { code, column: columnName(field), condition, found: 'NULL' };
		})
	];
}

function unreadable({ as, column, kind }: SideField): RowCheck {
	const code =
		kind === 'time' || kind === 'period'
			? 'unreadable-date'
			: kind === 'amount'
				? 'unreadable-value'
				: 'unreadable-count';
	const found = `found_${as}`;
	return { code, column, condition: `${found} IS NOT NULL AND "${as}" IS NULL`, found };
}

/** @throws WorkbenchError columns-ambiguous: nobody can tell what 03/04/2025 means */
async function doubtsOf(
	engine: Engine,
	{ parts, source, whole, names }: ReadFiles,
	{ fields }: SidePlan,
	file: string
): Promise<Issue[]> {
	const used = new Set(fields.map(({ column }) => names.indexOf(column)));
	const looked = whole.filter(({ index }) => used.has(index));
	const [{ scanned }] = parts;
	const doubts = await columnDoubts(engine, source, looked, { names, ...scanned, rejecting: used });
	const named = doubts.map((each) => ({ ...each, file }));
	const typed = fields.filter(({ kind }) => kind !== 'text' && kind !== 'flag');
	const open = typed.filter(({ column }) => whole[names.indexOf(column)].others.length > 0);
	if (open.length === 0) return named;
	const columns = open.map(({ column }) => column).join(', ');
	const issues = named.filter(({ code }) => code === 'column-ambiguous');
	throw new WorkbenchError('columns-ambiguous', { columns }, { issues });
}
