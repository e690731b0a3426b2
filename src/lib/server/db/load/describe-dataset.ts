import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type {
	DatasetCounts,
	DatasetManifest,
	FileRecord,
	MergedSpelling
} from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { appliedMerges } from './applied-merges.ts';
import { attachDatabase } from './attach-database.ts';
import type { BuildOptions, JudgedLeads } from './build-dataset.ts';
import { columnRoles } from './column-roles.ts';
import { fileRecords } from './file-records.ts';
import { idsClash } from './ids-clash.ts';
import { columnIssues, outcomeIssues, rejectIssues, scoreIssues } from './import-issues.ts';
import type { LoadedLeads } from './load-leads.ts';
import { levelsType } from './load-rows.ts';
import type { LoadedSides } from './load-sides.ts';
import { lookupMatches } from './lookup-matches.ts';
import { keyFingerprint } from './pseudonym.ts';
import { unitRecord } from './unit-record.ts';
import { checkOrder, countLeads, findDates } from './verify-dataset.ts';
import type { WrittenDataset } from './write-dataset.ts';

const DATASET = 'dataset';

/**
 * Writes a dataset, opens the finished file as its readers will, checks it, and says what it holds and what became of
 * every file. What is asked of the tables that are needed only meanwhile is asked first.
 */
export async function describeDataset(
	engine: Engine,
	options: BuildOptions,
	loaded: LoadedLeads,
	judged: JudgedLeads,
	sides: LoadedSides,
	write: () => Promise<WrittenDataset>
): Promise<DatasetManifest> {
	const { mapping: whole, now, secret } = options;
	const { leads: mapping } = whole;
	const others = { ...whole, leads: undefined, name: undefined };
	const units = await unitRecord(engine, mapping, loaded, judged, sides);
	const lists = await listsOf(engine, mapping, loaded);
	const applied = await appliedMerges(engine, mapping, loaded);
	const files = await recordsOf(engine, options, loaded, judged, sides, lists.records);
	const { path, tables, stageNames } = await write();
	// The bytes are read while the engine checks what they say.
	const hashed = sha256Of(path).catch((error: unknown) => ({ error }));
	await attachDatabase(engine, path, DATASET, 'READ_ONLY');
	const leadFiles = files.filter(({ role }) => role === 'leads');
	const rowsRead = leadFiles.reduce((sum, { read }) => sum + read, 0);
	const counts = await countLeads(engine, DATASET, rowsRead, mapping, judged.merged);
	await checkOrder(engine, DATASET, loaded.read.parts, loaded.plan);
	checkTables(files, tables, whole);
	const found = await issuesOf(engine, loaded, mapping, counts, files.length > 1);
	const ofFiles = options.leads.flatMap((file) => file.issues);
	const issues = [
		...found,
		...ofFiles,
		...loaded.doubts,
		...scoreIssues(mapping, loaded.plan.columns),
		...lists.issues,
		...sides.issues,
		...options.unused.map(({ name }) => issue('file-unused', 'info', {}, { file: name }))
	];
	const dates = await findDates(engine, DATASET, tables);
	const young = await youngLeads(engine, mapping, dates.newestAt);
	const version = textsOf(await engine.run('SELECT version() AS version'), 'version')[0];
	await engine.run(`DETACH ${DATASET}`);
	const sha256 = await hashed;
	if (typeof sha256 !== 'string') throw sha256.error;
	const [first] = leadFiles;
	const { pseudonymise = [] } = mapping;
	return {
		leadgauge: 1,
		name: options.name ?? first.name,
		createdAt: now,
		file: '1.duckdb',
		bytes: (await stat(path)).size,
		sha256,
		engine: `duckdb ${version}`,
		source: { name: first.name, bytes: first.bytes, sha256: first.sha256 },
		mapping,
		...(files.length > 1 ? { sides: JSON.parse(JSON.stringify(others)) } : {}),
		files,
		...(Object.keys(tables).length > 0 ? { tables } : {}),
		...(stageNames ? { stageNames } : {}),
		units,
		...(applied.length > 0 || lists.offered.length > 0
			? { spellings: { applied, offered: lists.offered } }
			: {}),
		...(pseudonymise.length > 0 && secret
			? { pseudonyms: { columns: pseudonymise, keyFingerprint: keyFingerprint(secret) } }
			: {}),
		schema: schemaOf(loaded),
		counts,
		dates,
		...(young === null ? {} : { young }),
		issues
	};
}

/** Days for which leads are called young where nothing else is said. */
const USUAL_HORIZON_DAYS = 90;

/** Leads whose outcome within the usual horizon is not known yet (statistics 4). */
async function youngLeads(
	engine: Engine,
	{ createdAt, outcome }: Mapping,
	newestAt: string | null
): Promise<number | null> {
	if (!createdAt || !knowsWhen(outcome) || newestAt === null) return null;
	const found = await engine.run(
		`SELECT count(*) AS n FROM ${DATASET}.leads
		WHERE created_at + INTERVAL ${USUAL_HORIZON_DAYS} DAY > TIMESTAMP ${quoteText(newestAt.replace('Z', ''))}`
	);
	return numbersOf(found, 'n')[0];
}

function schemaOf({ plan }: LoadedLeads): DatasetManifest['schema'] {
	return plan.columns.map(({ column, name, type, whole, levels }) => {
		const faster = {
			...(whole ? { compared: `whole_${column}` } : {}),
			...(levels ? { levels: levelsType(column) } : {})
		};
		return { column, name, type, roles: columnRoles(name, plan.mapping), ...faster };
	});
}

async function listsOf(engine: Engine, mapping: Mapping, loaded: LoadedLeads) {
	const found = {
		records: [] as FileRecord[],
		issues: [] as Issue[],
		offered: [] as MergedSpelling[]
	};
	for (const lookup of loaded.lookups) {
		const hidden = mapping.pseudonymise?.includes(lookup.leadColumn) ?? false;
		const { keys, issues, offered } = await lookupMatches(engine, loaded, lookup, hidden);
		const rows = { badRows: lookup.badRows, mergedRows: null };
		found.records.push(...(await fileRecords(engine, 'lookup', [lookup.part], rows, keys)));
		found.issues.push(...issues);
		found.offered.push(...offered);
	}
	return found;
}

/** In the order in which they were given, as far as roles allow: leads, lists, the others, those that are not used. */
async function recordsOf(
	engine: Engine,
	{ unused }: BuildOptions,
	{ read }: LoadedLeads,
	{ badRows, mergedRows }: JudgedLeads,
	sides: LoadedSides,
	lists: FileRecord[]
): Promise<FileRecord[]> {
	const leads = await fileRecords(engine, 'leads', read.parts, { badRows, mergedRows });
	const left = unused.map((file): FileRecord => {
		const bytes = file.original?.bytes ?? file.bytes;
		const nothing = { read: 0, loaded: 0, rejected: 0, merged: 0 };
		return { name: file.name, role: 'unused', bytes, sha256: '', ...nothing };
	});
	return [...leads, ...lists, ...sides.records, ...left];
}

/** @throws Error where a table holds another number of rows than its files have given it */
function checkTables(
	files: FileRecord[],
	tables: WrittenDataset['tables'],
	{ costs, leads }: BuildOptions['mapping']
): void {
	for (const [name, rows] of Object.entries(tables)) {
		const loaded = files
			.filter(({ role }) => role === name)
			.reduce((sum, file) => sum + file.loaded, 0);
		const unpivoted = name === 'costs' && costs?.some(({ months }) => months);
		const ofColumns = name === 'stages' && leads.stages;
		if (rows === loaded || unpivoted || ofColumns) continue;
		throw new Error(`import: ${loaded} rows of ${name} read, ${rows} kept`);
	}
}

async function issuesOf(
	engine: Engine,
	{ read, plan, dropped }: LoadedLeads,
	mapping: Mapping,
	counts: DatasetCounts,
	several: boolean
): Promise<Issue[]> {
	return [
		...(await rejectIssues(engine, DATASET, several)),
		...(await idsClash(engine, DATASET, read.parts, mapping)),
		...(await outcomeIssues(engine, DATASET, mapping, counts)),
		...columnIssues(read.parts[0].file, plan.columns, dropped)
	];
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
	return hash.digest('hex');
}
