import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetMapping } from '#lib/domain/mapping/dataset-mapping.ts';
import type { LookupMapping } from '#lib/domain/mapping/lookup-mapping.ts';
import { isDated, isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { attachDatabase } from './attach-database.ts';
import { deriveLeads } from './derive-leads.ts';
import { describeDataset } from './describe-dataset.ts';
import { findPositions } from './find-positions.ts';
import type { FindableLeads } from './lead-keys.ts';
import { loadLeads, type LoadedLeads } from './load-leads.ts';
import { loadedRows } from './load-rows.ts';
import { loadSides, type SideFiles } from './load-sides.ts';
import { mergeLeads } from './merge-leads.ts';
import { overall, type Progress } from './progress.ts';
import { findBadRows, idColumn, rowChecks } from './row-checks.ts';
import type { SourceFile } from './source-file.ts';
import { addsColumns, writeDataset } from './write-dataset.ts';
import { createRejects, writeRejects } from './write-rejects.ts';

export interface BuildOptions {
	leads: SourceFile[];
	lookups: { file: SourceFile; mapping: LookupMapping }[];
	sides: SideFiles[];
	/** Files that are left alone; they stand in the record. */
	unused: SourceFile[];
	mapping: DatasetMapping;
	/** Name of the dataset; that of the first lead file where it is left out. */
	name?: string;
	/** Key of pseudonyms, where the mapping wants any. */
	secret: Buffer | null;
	/** Folder in which the dataset is made, as `dataset/1.duckdb`; it may hold nothing else of that name. */
	folder: string;
	/** ISO 8601 UTC. */
	now: string;
	onProgress: (progress: Progress) => void;
}

const LOADED = 'loaded';
const WORK = 'work';
const DATASET = 'dataset';

/** Makes a dataset file of files of leads and others. Every record of every file is loaded, rejected or merged. */
export async function buildDataset(
	engine: Engine,
	options: BuildOptions
): Promise<DatasetManifest> {
	const { folder, lookups, sides, leads: files } = options;
	const { leads: mapping } = options.mapping;
	const tell = overall(options.onProgress, leadsShare(options));
	const scratch = join(folder, 'scratch');
	await mkdir(scratch, { recursive: true, mode: 0o700 });
	const path = join(scratch, 'loaded.duckdb');
	await attachDatabase(engine, path, LOADED);
	await attachDatabase(engine, join(scratch, 'work.duckdb'), WORK);
	await createRejects(engine, WORK);
	const rejects = `${WORK}.rejects`;
	const secret = (mapping.pseudonymise ?? []).length > 0 ? options.secret : null;
	const shared = { files, lookups, mapping, scratch, database: LOADED, work: WORK };
	const loaded = await loadLeads(engine, { ...shared, rejects, secret, tell });
	tell('joining', 0);
	const judged = await judgeLeads(engine, loaded, mapping, rejects, secret);
	const found = await loadSides(engine, {
		sides,
		leads: judged.findable,
		leadCount: judged.leads,
		mapping,
		scratch,
		work: WORK,
		rejects,
		onProgress: (share) => tell('joining', share)
	});
	tell('checking', 0);
	const derived = await derive(engine, options.mapping, loaded, judged, found.selects);
	const parts = {
		plan: loaded.plan,
		database: LOADED,
		path,
		untouchedFrom: judged.untouchedFrom,
		badRows: judged.notKept,
		positions: POSITIONS,
		derived,
		rejects,
		sides: found.selects
	};
	if (addsColumns(parts) && judged.untouchedFrom !== null) await positionsOf(engine, loaded);
	const described = await describeDataset(engine, options, loaded, judged, found, async () => {
		const written = await writeDataset(engine, parts, join(folder, DATASET));
		tell('writing', 0);
		return written;
	});
	await rm(scratch, { recursive: true, force: true });
	tell('writing', 1);
	return described;
}

const BAD_ROWS = `${WORK}.bad_leads`;
const MERGED = `${WORK}.merged_leads`;
const NOT_KEPT = `${WORK}.leads_not_kept`;
const POSITIONS = `${WORK}.lead_positions`;

/** Which of the loaded rows are leads. */
export interface JudgedLeads {
	/** How many are. */
	leads: number;
	merged: number;
	/** Tables `(rid)` of the rows that are rejected, of those merged into another (or null), and of both. */
	badRows: string;
	mergedRows: string | null;
	notKept: string;
	findable: FindableLeads;
	/** See `DatasetParts`. */
	untouchedFrom: number | null;
}

async function judgeLeads(
	engine: Engine,
	{ plan, read }: LoadedLeads,
	mapping: Mapping,
	rejects: string,
	secret: Buffer | null
): Promise<JudgedLeads> {
	const checks = rowChecks(plan);
	const rows = loadedRows(LOADED);
	const bad = await findBadRows(engine, rows, BAD_ROWS, checks, idColumn(plan));
	const merged = await mergeLeads(engine, LOADED, plan, BAD_ROWS, mapping.unit ?? 'lead', MERGED);
	await engine.run(
		`CREATE TABLE ${NOT_KEPT} AS SELECT rid FROM ${BAD_ROWS} UNION ALL SELECT rid FROM ${MERGED}`
	);
	const { parts } = read;
	const [{ scanned }] = parts;
	const broken = parts.some(({ scanned: { structure } }) => {
		return structure.badRecords > 0 || structure.lineShifts.record.length > 0;
	});
	const touched = bad > 0 || merged > 0 || broken || parts.length > 1;
	if (touched) {
		await positionsOf(engine, { read });
		const id = idColumn(plan);
		await writeRejects(engine, rejects, {
			role: 'leads',
			parts,
			rows,
			badRows: BAD_ROWS,
			positions: POSITIONS,
			checks,
			id: id ? { name: mapping.id, column: id } : null,
			secret: secret !== null
		});
	}
	const mergedRows = merged > 0 ? MERGED : null;
	const join = `JOIN ${POSITIONS} AS positions ON positions.rid = leads.rid`;
	const total = parts.reduce((sum, { scanned: { structure } }) => {
		return sum + structure.records - structure.badRecords;
	}, 0);
	return {
		leads: total - bad - merged,
		merged,
		badRows: BAD_ROWS,
		mergedRows,
		notKept: NOT_KEPT,
		findable: {
			database: LOADED,
			plan,
			badRows: BAD_ROWS,
			mergedRows,
			rowNumber: touched
				? { expression: 'positions.row_number', join }
				: { expression: 'leads.rid + 1', join: '' },
			secret
		},
		untouchedFrom: touched ? null : scanned.firstLine
	};
}

async function positionsOf(engine: Engine, { read }: Pick<LoadedLeads, 'read'>): Promise<void> {
	await findPositions(engine, loadedRows(LOADED), POSITIONS, read.parts);
}

/** Outcome, value and work of sales, where the leads' own rows do not tell; null where they do. */
async function derive(
	engine: Engine,
	{ leads: mapping, deals: dealMappings }: DatasetMapping,
	{ plan }: LoadedLeads,
	{ mergedRows, badRows }: JudgedLeads,
	{ deals, stages }: { deals?: string[]; stages?: string[] }
): Promise<string | null> {
	const elsewhere = !isFlag(mapping.outcome) && !isDated(mapping.outcome);
	const amounts = dealMappings?.some(({ amount }) => amount !== null) ?? false;
	const valueOfDeals =
		mapping.value === null && amounts && deals !== undefined && (await oneCurrency(engine, deals));
	if (!elsewhere && !mergedRows && !valueOfDeals) return null;
	const credited = `row_number() OVER (PARTITION BY coalesce(deal, CAST(lead AS VARCHAR) || '/' || coalesce(CAST(closed_at AS VARCHAR), '')) ORDER BY first_at, lead) = 1 OR deal IS NULL AS credited`;
	const table = `${WORK}.derived_leads`;
	const together = (selects: string[]) => selects.join(' UNION ALL ');
	await deriveLeads(
		engine,
		{
			database: LOADED,
			plan,
			badRows,
			mergedRows,
			deals: deals ? `(SELECT *, ${credited} FROM (${together(deals)}))` : null,
			stages: stages ? `(${together(stages)})` : null,
			valueOfDeals
		},
		table
	);
	return table;
}

/** Amounts of several currencies are no sum. */
async function oneCurrency(engine: Engine, deals: string[]): Promise<boolean> {
	const found = await engine.run(
		`SELECT count(DISTINCT coalesce(currency, '')) AS n FROM (${deals.join(' UNION ALL ')}) WHERE amount IS NOT NULL AND won`,
		{ deadlineMs: Infinity }
	);
	return numbersOf(found, 'n')[0] <= 1;
}

function leadsShare({ leads, lookups, sides }: BuildOptions): number {
	const bytesOf = (files: SourceFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
	const own = bytesOf([...leads, ...lookups.map(({ file }) => file)]);
	return own / Math.max(1, own + bytesOf(sides.flatMap(({ files }) => files)));
}
