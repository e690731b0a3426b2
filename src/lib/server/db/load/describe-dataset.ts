import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { isDated, isFlag, knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type {
	DatasetCounts,
	DatasetManifest,
	FileRecord,
	MergedSpelling,
	SideTableName
} from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { attachDatabase } from './attach-database.ts';
import type { BuildOptions, JudgedLeads } from './build-dataset.ts';
import { readCsv, textOf } from './csv-source.ts';
import { countUnits } from './count-units.ts';
import { fileRecords } from './file-records.ts';
import { columnIssues, outcomeIssues, rejectIssues } from './import-issues.ts';
import type { LoadedLeads } from './load-leads.ts';
import { levelsType, loadedRows } from './load-rows.ts';
import type { LoadedSides } from './load-sides.ts';
import { leadEnds } from './leads-view.ts';
import { lookupMatches } from './lookup-matches.ts';
import type { FilePart } from './read-files.ts';
import { keyFingerprint } from './pseudonym.ts';
import { checkOrder, countLeads, findDates } from './verify-dataset.ts';

const DATASET = 'dataset';

type Written = { path: string; tables: Partial<Record<SideTableName, number>> };

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
	write: () => Promise<Written>
): Promise<DatasetManifest> {
	const { mapping: whole, now, secret } = options;
	const { leads: mapping } = whole;
	const others = { ...whole, leads: undefined, name: undefined };
	const units = await unitsOf(engine, mapping, loaded, judged, sides);
	const lists = await listsOf(engine, mapping, loaded);
	const applied = await appliedMerges(engine, mapping, loaded);
	const files = await recordsOf(engine, options, loaded, judged, sides, lists.records);
	const { path, tables } = await write();
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
	const issues = [...found, ...ofFiles, ...loaded.doubts, ...lists.issues, ...sides.issues];
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
		return { column, name, type, roles: rolesOf(name, plan.mapping), ...faster };
	});
}

async function unitsOf(
	engine: Engine,
	mapping: Mapping,
	{ plan }: LoadedLeads,
	{ badRows, findable }: JudgedLeads,
	{ selects }: LoadedSides
): Promise<NonNullable<DatasetManifest['units']>> {
	const { outcome } = mapping;
	const rows = `${loadedRows(findable.database)} AS loaded`;
	const own = `SELECT loaded.rowid AS rid FROM ${rows}
		WHERE ${leadEnds(plan).won} AND loaded.rowid NOT IN (SELECT rid FROM ${badRows})`;
	const together = (tables: string[] = []) =>
		tables.length > 0 ? tables.join(' UNION ALL ') : null;
	const deals = together(selects.deals);
	const stages = together(selects.stages);
	const fromDeals = `SELECT rid FROM (${deals}) WHERE won`;
	const elsewhere = !isFlag(outcome) && !isDated(outcome);
	const fromStages =
		elsewhere && outcome.from === 'stages'
			? `SELECT rid FROM (${stages}) WHERE stage IN (${outcome.won.map(quoteText).join(', ')})`
			: null;
	const won = elsewhere ? (fromStages ?? fromDeals) : own;
	const where = { database: findable.database, work: 'work', plan, badRows };
	const counted = await countUnits(engine, { ...where, won, deals });
	return { applied: mapping.unit ?? 'lead', ...counted };
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

/** Leads that have the spelling another one was merged into, by column: what was there before is gone. */
async function appliedMerges(
	engine: Engine,
	{ merges = {} }: Mapping,
	{ read }: LoadedLeads
): Promise<MergedSpelling[]> {
	const applied: MergedSpelling[] = [];
	for (const [column, spellings] of Object.entries(merges)) {
		for (const [from, to] of Object.entries(spellings)) {
			applied.push({ column, from, to, leads: await countSpelling(engine, read, column, from) });
		}
	}
	return applied;
}

async function countSpelling(
	engine: Engine,
	{ parts }: LoadedLeads['read'],
	column: string,
	from: string
): Promise<number> {
	let leads = 0;
	for (const { file, source } of parts) {
		const index = file.dialect.names.indexOf(column);
		if (index < 0) continue;
		const query = {
			text: `SELECT count(*) AS n FROM ${readCsv(source)} WHERE ${textOf(source, index)} = $1`,
			values: [from]
		};
		leads += numbersOf(await engine.run(query, { deadlineMs: Infinity }), 'n')[0];
	}
	return leads;
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
	tables: Written['tables'],
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
		...(await clashes(engine, read.parts, mapping)),
		...(await outcomeIssues(engine, DATASET, mapping, counts)),
		...columnIssues(read.parts[0].file, plan.columns, dropped)
	];
}

/** Ids that stand in more than one file of leads. */
async function clashes(engine: Engine, parts: FilePart[], { id }: Mapping): Promise<Issue[]> {
	if (parts.length < 2) return [];
	const rows = parts.map(({ file, scanned, recordsBefore }) => {
		const until = recordsBefore + scanned.structure.records;
		return `(${quoteText(file.name)}, ${recordsBefore}, ${until})`;
	});
	const found = await engine.run(
		`SELECT own.file AS file, first.file AS first, count(*) AS n FROM ${DATASET}.rejects AS own
		JOIN ${DATASET}.leads AS lead ON CAST(lead.id AS VARCHAR) = own.found
		JOIN (VALUES ${rows.join(', ')}) AS first(file, after, until) ON lead.row_number > first.after AND lead.row_number <= first.until
		WHERE own.code = 'duplicate-id' AND own.role = 'leads' AND own.file <> first.file
		GROUP BY own.file, first.file ORDER BY own.file, first.file`
	);
	const [own, first] = [textsOf(found, 'file'), textsOf(found, 'first')];
	return Array.from(numbersOf(found, 'n'), (ids, i) => {
		const where = { column: id, file: own[i] ?? '' };
		return issue('ids-clash', 'warning', { ids, first: first[i] ?? '' }, where);
	});
}

function rolesOf(name: string, mapping: Mapping): string[] {
	const { outcome, stages = [] } = mapping;
	const played: Record<string, string | null | undefined> = {
		id: mapping.id,
		createdAt: mapping.createdAt,
		source: mapping.source,
		value: mapping.value,
		order: mapping.order,
		account: mapping.account,
		workedAt: mapping.workedAt,
		acceptedAt: mapping.acceptedAt,
		email: mapping.email,
		owner: mapping.owner,
		rejectedReason: mapping.rejectedReason,
		optIn: mapping.optIn,
		score: mapping.score,
		scoreAt: mapping.scoreAt,
		...(isDated(outcome) ? { wonAt: outcome.wonAt, lostAt: outcome.lostAt } : {}),
		...(isFlag(outcome) ? { outcome: outcome.column, closedAt: outcome.at } : {})
	};
	const roles = Object.keys(played).filter((role) => played[role] === name);
	return stages.some(({ column }) => column === name) ? [...roles, 'stage'] : roles;
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
	return hash.digest('hex');
}
