import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { isDated, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { DatasetCounts, DatasetDates, DatasetManifest } from '../dataset-manifest.ts';
import { columnIssues, outcomeIssues, rejectIssues } from './import-issues.ts';
import { findPositions, keepGoodRows } from './keep-good-rows.ts';
import { leadsView, positionsByRow } from './leads-view.ts';
import { loadRows, type LoadPlan } from './load-rows.ts';
import { planColumns, wantedReadings, type ColumnPlan } from './plan-columns.ts';
import { overall, type Progress } from './progress.ts';
import { readSource, type ReadFile } from './read-source.ts';
import { findBadRows, idColumn, rowChecks, type RowCheck } from './row-checks.ts';
import type { SourceFile } from './source-file.ts';
import { createRejects, writeRejects } from './write-rejects.ts';

export interface BuildOptions {
	file: SourceFile;
	mapping: Mapping;
	/** Folder in which the dataset is made, as `dataset/1.duckdb`; it may hold nothing else of that name. */
	folder: string;
	/** ISO 8601 UTC. */
	now: string;
	onProgress: (progress: Progress) => void;
}

const SAMPLE_ROWS = 10_000;
/** The database the file is loaded into, and the one that becomes the dataset where rows have to be left out. */
const LOADED = 'loaded';
const KEPT = 'kept';

/** Makes a dataset file of a lead file. Every record of the file is either a lead or a reject of it. */
export async function buildDataset(
	engine: Engine,
	options: BuildOptions
): Promise<DatasetManifest> {
	const { file, mapping, folder } = options;
	const tell = overall(options.onProgress);
	const scratch = join(folder, 'scratch');
	const { names, unnamed } = file.dialect;
	const read = await readSource(engine, file, {
		folder: scratch,
		missing: mapping.missing,
		sampleRows: SAMPLE_ROWS,
		wanted: (sampled) => wantedReadings(mapping, names, sampled),
		onProgress: (share) => tell('reading', share)
	});
	const { columns, dropped, roles } = planColumns(mapping, names, unnamed, read.whole);
	const plan: LoadPlan = { source: read.source, mapping, names, columns, roles };
	const loadedPath = join(scratch, 'loaded.duckdb');
	await attach(engine, loadedPath, LOADED);
	await loadRows(engine, LOADED, plan, { onProgress: (share) => tell('loading', share) });
	const rowsRead = read.scanned.structure.records;
	await checkCount(engine, rowsRead - read.scanned.structure.badRecords);
	tell('checking', 0);
	const path = await finishRows(engine, options, read, plan, { scratch, loadedPath });
	tell('writing', 0);
	await attach(engine, path, 'dataset', 'READ_ONLY');
	const counts = await countLeads(engine, rowsRead, mapping);
	const issues = [
		...(await rejectIssues(engine, 'dataset')),
		...(await outcomeIssues(engine, 'dataset', mapping, counts)),
		...columnIssues(file.dialect, columns, dropped)
	];
	const dates = await findDates(engine);
	await checkOrder(engine, read, plan);
	const version = textsOf(await engine.run('SELECT version() AS version'), 'version')[0];
	await engine.run('DETACH dataset');
	await rm(scratch, { recursive: true, force: true });
	const { size } = await stat(path);
	return {
		leadgauge: 1,
		name: file.name,
		createdAt: options.now,
		file: '1.duckdb',
		bytes: size,
		sha256: await sha256Of(path),
		engine: `duckdb ${version}`,
		source: { name: file.name, bytes: file.bytes, sha256: read.scanned.sha256 },
		mapping,
		schema: columns.map(({ column, name, type }) => ({
			column,
			name,
			type,
			roles: rolesOf(name, mapping)
		})),
		counts,
		dates,
		issues
	};
}

/** The finished dataset file: the loaded one, or a copy without what has to be rejected. */
async function finishRows(
	engine: Engine,
	{ file, folder }: BuildOptions,
	read: ReadFile,
	plan: LoadPlan,
	{ scratch, loadedPath }: { scratch: string; loadedPath: string }
): Promise<string> {
	const checks = rowChecks(plan);
	const badRows = await findBadRows(engine, LOADED, plan, checks);
	const { structure } = read.scanned;
	const { dataLine } = file.dialect;
	const path = join(folder, 'dataset', '1.duckdb');
	await mkdir(join(folder, 'dataset'), { mode: 0o700 });
	const asLoaded =
		badRows === 0 && structure.badRecords === 0 && structure.lineShifts.record.length === 0;
	if (asLoaded) {
		await createRejects(engine, LOADED);
		await createView(engine, LOADED, leadsView(plan, positionsByRow(dataLine)));
		await detach(engine, LOADED);
		await rename(loadedPath, path);
		return path;
	}
	await findPositions(engine, LOADED, scratch, structure, dataLine);
	await attach(engine, path, KEPT);
	await keepGoodRows(engine, LOADED, KEPT, plan);
	await createRejects(engine, KEPT);
	await writeRejects(engine, LOADED, KEPT, {
		file,
		folder: scratch,
		notes: read.notes,
		checks,
		id: idOf(plan, checks)
	});
	await createView(engine, KEPT, leadsView(plan, { rowNumber: 'row_number', line: 'line' }));
	await detach(engine, KEPT);
	await engine.run(`DETACH ${LOADED}`);
	return path;
}

function idOf(plan: LoadPlan, checks: RowCheck[]): { name: string; column: string } | null {
	const column = idColumn(plan);
	return column && checks.length > 0 ? { name: plan.mapping.id, column } : null;
}

async function createView(engine: Engine, database: string, view: string): Promise<void> {
	await engine.run(view.replace('CREATE VIEW leads', `CREATE VIEW ${database}.leads`));
}

async function attach(engine: Engine, path: string, name: string, mode?: 'READ_ONLY') {
	const how = mode ?? `STORAGE_VERSION 'latest'`;
	await engine.run(`ATTACH ${quoteText(path)} AS ${name} (${how})`);
}

async function detach(engine: Engine, name: string): Promise<void> {
	await engine.run(`CHECKPOINT ${name}`, { deadlineMs: Infinity });
	await engine.run(`DETACH ${name}`);
}

/** The engine must have loaded what the scanner has counted. */
async function checkCount(engine: Engine, expected: number): Promise<void> {
	const result = await engine.run(`SELECT count(*) AS n FROM ${LOADED}.stored_leads`);
	const n = numbersOf(result, 'n')[0];
	if (n !== expected) throw new Error(`import: ${expected} good records, ${n} rows loaded`);
}

async function countLeads(
	engine: Engine,
	rowsRead: number,
	mapping: Mapping
): Promise<DatasetCounts> {
	const result = await engine.run(
		`SELECT count(*) AS leads, count(CASE WHEN won THEN 1 END) AS won,
			count(CASE WHEN won IS NULL THEN 1 END) AS unknown,
			(SELECT count(*) FROM dataset.rejects) AS rejected FROM dataset.leads`
	);
	const [leads, won, unknown, rejected] = ['leads', 'won', 'unknown', 'rejected'].map(
		(name) => numbersOf(result, name)[0]
	);
	if (leads + rejected !== rowsRead) {
		throw new Error(`import: ${rowsRead} rows read, ${leads} loaded, ${rejected} rejected`);
	}
	if (isDated(mapping.outcome) && unknown > 0)
		throw new Error('import: a dated outcome is unknown');
	return { rowsRead, leads, rejected, won, notWon: leads - won - unknown, unknown };
}

async function findDates(engine: Engine): Promise<DatasetDates> {
	const result = await engine.run(
		`SELECT min(created_at) AS first, max(created_at) AS last,
			greatest(max(created_at), max(won_at), max(lost_at), max(worked_at)) AS newest FROM dataset.leads`
	);
	const [firstCreatedAt, lastCreatedAt, newestAt] = ['first', 'last', 'newest'].map((name) => {
		const at = numbersOrNull(result, name)[0];
		return at === null ? null : new Date(at).toISOString();
	});
	return { firstCreatedAt, lastCreatedAt, newestAt };
}

/** Some records of the file must stand where their number says, with the text the file has there. */
async function checkOrder(engine: Engine, { notes, source }: ReadFile, plan: LoadPlan) {
	const texts = plan.columns.filter(({ stored }) => stored === 'text');
	const id = idColumn(plan);
	const seen: ColumnPlan | undefined = texts.find(({ column }) => column === id) ?? texts[0];
	if (!seen || notes.landmarks.length === 0) return;
	const wanted = notes.landmarks.map(({ record }) => record).join(', ');
	const result = await engine.run(
		`SELECT row_number, CAST(${seen.column} AS VARCHAR) AS text FROM dataset.leads WHERE row_number IN (${wanted})`
	);
	const found = textsOf(result, 'text');
	const expected = new Map(
		notes.landmarks.map(({ record, text }) => {
			const field = splitRecords(text, source.delimiter, 1)[0]?.fields[seen.index] ?? '';
			return [record, field === '' || source.missing.includes(field) ? null : field];
		})
	);
	numbersOf(result, 'row_number').forEach((record, i) => {
		if (found[i] === expected.get(record)) return;
		throw new Error(`import: row ${record} is not where the file has it`);
	});
}

function rolesOf(name: string, mapping: Mapping): string[] {
	const { outcome } = mapping;
	const played: Record<string, string | null | undefined> = {
		id: mapping.id,
		createdAt: mapping.createdAt,
		source: mapping.source,
		value: mapping.value,
		order: mapping.order,
		account: mapping.account,
		workedAt: mapping.workedAt,
		...(isDated(outcome)
			? { wonAt: outcome.wonAt, lostAt: outcome.lostAt }
			: { outcome: outcome.column })
	};
	return Object.keys(played).filter((role) => played[role] === name);
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
	return hash.digest('hex');
}
