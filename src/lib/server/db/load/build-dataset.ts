import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Issue } from '#lib/domain/issue.ts';
import { isDated, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { DatasetCounts, DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { attachDatabase } from './attach-database.ts';
import { columnDoubts } from './column-doubts.ts';
import { finishRows } from './finish-rows.ts';
import { columnIssues, outcomeIssues, rejectIssues } from './import-issues.ts';
import { levelsType, loadRows, type LoadPlan } from './load-rows.ts';
import { planColumns, wantedReadings, type RolePlan } from './plan-columns.ts';
import { overall, type Progress } from './progress.ts';
import type { WholeColumn } from './profile-columns.ts';
import { readSource, type ReadFile } from './read-source.ts';
import type { SourceFile } from './source-file.ts';
import { checkOrder, countLeads, findDates } from './verify-dataset.ts';

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
const LOADED = 'loaded';
const DATASET = 'dataset';

/** Makes a dataset file of a lead file. Every record of the file is either a lead or a reject of it. */
export async function buildDataset(
	engine: Engine,
	options: BuildOptions
): Promise<DatasetManifest> {
	const { file, mapping, folder, onProgress } = options;
	const tell = overall(onProgress);
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
	const doubts = await columnDoubts(engine, read.source, read.whole, {
		names,
		...read.scanned,
		rejecting: new Set(roles.map(({ index }) => index))
	});
	checkRoles(roles, read.whole, doubts);
	const plan: LoadPlan = { source: read.source, mapping, names, columns, roles };
	const loaded = join(scratch, 'loaded.duckdb');
	await attachDatabase(engine, loaded, LOADED);
	await loadRows(engine, LOADED, plan, { onProgress: (share) => tell('loading', share) });
	await checkCount(engine, read);
	tell('checking', 0);
	const rows = { file, read, plan, scratch, database: LOADED, path: loaded };
	const path = await finishRows(engine, rows, join(folder, DATASET));
	tell('writing', 0);
	const manifest = await manifestOf(engine, options, read, plan, dropped, path, doubts);
	await rm(scratch, { recursive: true, force: true });
	tell('writing', 1);
	return manifest;
}

/**
 * A role cannot guess what 03/04/2025 means.
 *
 * @throws WorkbenchError columns-ambiguous
 */
function checkRoles(roles: RolePlan[], whole: WholeColumn[], doubts: Issue[]): void {
	const open = roles.filter(({ index }) => whole[index].others.length > 0);
	if (open.length === 0) return;
	const names = new Set(open.map(({ name }) => name));
	const issues = doubts.filter(
		({ code, column }) => code === 'column-ambiguous' && names.has(column ?? '')
	);
	throw new WorkbenchError('columns-ambiguous', { columns: [...names].join(', ') }, { issues });
}

/** The engine must have loaded what the scanner has counted. */
async function checkCount(engine: Engine, { scanned }: ReadFile): Promise<void> {
	const expected = scanned.structure.records - scanned.structure.badRecords;
	const result = await engine.run(`SELECT count(*) AS n FROM ${LOADED}.stored_leads`);
	const n = numbersOf(result, 'n')[0];
	if (n !== expected) throw new Error(`import: ${expected} good records, ${n} rows loaded`);
}

/** Opens the finished file as its readers will, checks it, and says what it holds. */
async function manifestOf(
	engine: Engine,
	{ file, mapping, now }: BuildOptions,
	read: ReadFile,
	plan: LoadPlan,
	dropped: string[],
	path: string,
	doubts: Issue[]
): Promise<DatasetManifest> {
	// The bytes are read while the engine checks what they say.
	const hashed = sha256Of(path).catch((error: unknown) => ({ error }));
	await attachDatabase(engine, path, DATASET, 'READ_ONLY');
	const counts = await countLeads(engine, DATASET, read.scanned.structure.records, mapping);
	await checkOrder(engine, DATASET, read, plan);
	const found = await issuesOf(engine, file, plan, dropped, counts);
	const issues = [...found, ...file.issues, ...doubts];
	const dates = await findDates(engine, DATASET);
	const version = textsOf(await engine.run('SELECT version() AS version'), 'version')[0];
	await engine.run(`DETACH ${DATASET}`);
	const sha256 = await hashed;
	if (typeof sha256 !== 'string') throw sha256.error;
	return {
		leadgauge: 1,
		name: file.name,
		createdAt: now,
		file: '1.duckdb',
		bytes: (await stat(path)).size,
		sha256,
		engine: `duckdb ${version}`,
		source: {
			name: file.name,
			bytes: file.original?.bytes ?? file.bytes,
			sha256: read.scanned.sha256
		},
		mapping,
		schema: plan.columns.map(({ column, name, type, whole, levels }) => {
			const faster = {
				...(whole ? { compared: `whole_${column}` } : {}),
				...(levels ? { levels: levelsType(column) } : {})
			};
			return { column, name, type, roles: rolesOf(name, mapping), ...faster };
		}),
		counts,
		dates,
		issues
	};
}

async function issuesOf(
	engine: Engine,
	file: SourceFile,
	{ mapping, columns }: LoadPlan,
	dropped: string[],
	counts: DatasetCounts
): Promise<Issue[]> {
	return [
		...(await rejectIssues(engine, DATASET)),
		...(await outcomeIssues(engine, DATASET, mapping, counts)),
		...columnIssues(file, columns, dropped)
	];
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
		acceptedAt: mapping.acceptedAt,
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
