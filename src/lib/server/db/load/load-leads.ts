import { join } from 'node:path';
import type { Issue } from '#lib/domain/issue.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { LookupMapping } from '#lib/domain/mapping/lookup-mapping.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnDoubts } from './column-doubts.ts';
import type { CsvSource } from './csv-source.ts';
import { dropRows, loadRows, loadedRows, roleColumn, type LoadPlan } from './load-rows.ts';
import { loadLookups, lookupJoins, type LoadedLookup } from './load-lookups.ts';
import { planColumns, wantedReadings, type ColumnPlan, type RolePlan } from './plan-columns.ts';
import { keptPromises } from './promised-columns.ts';
import type { WholeColumn } from './profile-columns.ts';
import { pseudonym } from './pseudonym.ts';
import { readFiles, type ReadFiles } from './read-files.ts';
import type { EarlyLoad } from './read-source.ts';
import type { SourceFile } from './source-file.ts';

/** The leads as they were loaded, every good record of their files. */
export interface LoadedLeads {
	read: ReadFiles;
	plan: LoadPlan;
	lookups: LoadedLookup[];
	/** Nameless columns that are empty throughout. */
	dropped: string[];
	/** What was noticed about the columns. */
	doubts: Issue[];
}

export interface LoadLeadsOptions {
	files: SourceFile[];
	lookups: { file: SourceFile; mapping: LookupMapping }[];
	mapping: Mapping;
	scratch: string;
	/** Attached database that becomes the dataset, and one for what is needed only meanwhile. */
	database: string;
	work: string;
	/** Table of rejects. */
	rejects: string;
	/** Key of pseudonyms, where columns are to become them. */
	secret: Buffer | null;
	tell: (stage: 'reading' | 'loading', share: number) => void;
}

const SAMPLE_ROWS = 10_000;

/** Loads the leads with what lists say of them. @throws WorkbenchError columns-ambiguous; what its parts throw */
export async function loadLeads(engine: Engine, options: LoadLeadsOptions): Promise<LoadedLeads> {
	const { files, mapping, scratch, database, work, rejects, secret, tell } = options;
	const { names: own } = files[0].dialect;
	const ofLookups = { folder: scratch, database: work, names: own, mapping, secret, rejects };
	const lookups = await loadLookups(engine, options.lookups, ofLookups);
	const columns = lookups.flatMap(({ added }) => added);
	const read = await readFiles(engine, files, {
		folder: join(scratch, 'leads'),
		database: work,
		table: 'lead_texts',
		missing: mapping.missing,
		sampleRows: SAMPLE_ROWS,
		wanted: (names, sampled) => wantedReadings(mapping, names, sampled),
		rewritten: (name) => rewrite(name, mapping, secret),
		...(lookups.length > 0 ? { added: { columns, joins: lookupJoins(lookups, ofLookups) } } : {}),
		early: earlyLoad(engine, files[0], mapping, database),
		onProgress: (share) => tell('reading', share)
	});
	const { names, unnamed, source, whole } = read;
	const planned = planColumns(mapping, names, unnamed, whole);
	const doubts = await doubtsOf(engine, read, planned.roles);
	checkRoles(planned.roles, whole, doubts);
	const plan = { source, mapping, names, columns: planned.columns, roles: planned.roles };
	if (!read.loaded) {
		await loadRows(engine, database, plan, { onProgress: (share) => tell('loading', share) });
	}
	await checkCount(engine, database, read);
	return { read, plan, lookups, dropped: planned.dropped, doubts };
}

/** Loads the leads on the word of their first rows, see `promisedColumns`. */
export function earlyLoad(
	engine: Engine,
	{ dialect: { names, unnamed } }: SourceFile,
	mapping: Mapping,
	database: string
): EarlyLoad {
	const planOf = (source: CsvSource, whole: WholeColumn[]) => {
		const { columns, roles } = planColumns(mapping, names, unnamed, whole);
		return { source, mapping, names, columns, roles };
	};
	let columns: ColumnPlan[] = [];
	const drop = () => dropRows(engine, database, columns);
	return {
		unnamed: new Set(unnamed.map((name) => names.indexOf(name))),
		drop,
		load: async (source, promised, signal) => {
			const plan = planOf(source, promised);
			({ columns } = plan);
			// A role that reads a column which is also kept as text has to count what it cannot read.
			if (plan.roles.some((role) => roleColumn(role, columns).startsWith('as_'))) return null;
			try {
				await loadRows(engine, database, plan, { promised: true, signal });
				return await keptPromises(engine, loadedRows(database), promised);
			} catch (error) {
				if (signal?.aborted || isWorkbenchError(error)) throw error;
				await drop();
				return null;
			}
		}
	};
}

/** What happens to the texts of a column while they are read: spellings first, then pseudonyms. */
function rewrite(
	name: string,
	{ merges = {}, pseudonymise = [] }: Mapping,
	secret: Buffer | null
): ((text: string) => string) | null {
	const spellings = Object.hasOwn(merges, name) ? Object.entries(merges[name]) : [];
	const hidden = secret !== null && pseudonymise.includes(name);
	if (spellings.length === 0 && !hidden) return null;
	return (text) => {
		const cases = spellings.map(
			([from, to]) => `WHEN ${quoteText(from)} THEN nullif(${quoteText(to)}, '')`
		);
		const merged = cases.length > 0 ? `(CASE ${text} ${cases.join(' ')} ELSE ${text} END)` : text;
		return hidden ? pseudonym(merged, secret) : merged;
	};
}

async function doubtsOf(engine: Engine, read: ReadFiles, roles: RolePlan[]): Promise<Issue[]> {
	const [{ scanned }] = read.parts;
	const rejecting = new Set(roles.map(({ index }) => index));
	const { names, source, whole } = read;
	return columnDoubts(engine, source, whole, { names, ...scanned, rejecting });
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
async function checkCount(engine: Engine, database: string, { parts }: ReadFiles): Promise<void> {
	const expected = parts.reduce((sum, { scanned }) => {
		return sum + scanned.structure.records - scanned.structure.badRecords;
	}, 0);
	const result = await engine.run(`SELECT count(*) AS n FROM ${loadedRows(database)}`);
	const n = numbersOf(result, 'n')[0];
	if (n !== expected) throw new Error(`import: ${expected} good records, ${n} rows loaded`);
}
