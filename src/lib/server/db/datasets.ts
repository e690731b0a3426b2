import { randomUUID } from 'node:crypto';
import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spellingsOf } from '#lib/domain/mapping/value-merges.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { dropKeptTables } from '#lib/server/queries/kept-table.ts';
import { mergedLeads } from '#lib/server/queries/merged-leads.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { AuditEntry } from './audit-log.ts';
import type { DatasetManifest } from './dataset-manifest.ts';
import { manifestOf } from './manifest-of.ts';
import { readMerges } from './merges-file.ts';
import type { Workspace } from './workspace.ts';
import { syncFile, syncFolder, writeDurably } from './write-durably.ts';

/** A dataset that queries can read. */
export interface AttachedDataset {
	leads: LeadsSource;
	/** The relation with the rejected rows, quoted, with its database. */
	rejects: string;
	manifest: DatasetManifest;
}

/** The manifest of a dataset, with what was said about its spellings since. @throws WorkbenchError dataset-not-found */
export async function datasetManifest(
	{ paths }: Pick<Workspace, 'paths'>,
	id: string
): Promise<DatasetManifest> {
	const manifest = await manifestOf({ paths }, id);
	const record = await readMerges({ paths }, id);
	return record.merges.length > 0 ? { ...manifest, readAs: spellingsOf(record) } : manifest;
}

/** Makes a dataset readable for queries; it stays so until it is deleted. @throws WorkbenchError dataset-not-found */
export async function attachDataset(
	workspace: Pick<Workspace, 'paths' | 'engine'>,
	id: string
): Promise<AttachedDataset> {
	const manifest = await datasetManifest(workspace, id);
	const path = join(workspace.paths.datasets, id, manifest.file);
	const database = databaseOf(id);
	await workspace.engine.run(`ATTACH IF NOT EXISTS ${quoteText(path)} AS ${database} (READ_ONLY)`);
	return {
		leads: leadsSource(database, manifest),
		rejects: `${database}.main.rejects`,
		manifest
	};
}

/**
 * The leads of a dataset as queries want them.
 * @param database - as it was attached, quoted
 */
export function leadsSource(
	database: string,
	{ schema, mapping, source, counts, dates, tables, stageNames, readAs = {} }: DatasetManifest
): LeadsSource {
	const columns = schema.map(({ column, name, type, compared, levels }) => {
		return { column, name, type, compared, levels: levels && `${database}.main.${levels}` };
	});
	const table = mergedLeads(raw(`${database}.main.leads`), columns, mapping, readAs);
	const beside = SIDE_TABLES.flatMap((name) => {
		if (tables?.[name] === undefined) return [];
		const names = name === 'stages' && stageNames ? { names: stageNames } : {};
		return [[name, { table: raw(`${database}.main.${name}`), ...names }]];
	});
	return {
		table,
		columns,
		mapping,
		fileSha256: source.sha256,
		rows: counts.leads,
		readAs,
		...(tables ? { newestAt: dates.newestAt } : {}),
		...Object.fromEntries(beside)
	};
}

const SIDE_TABLES = ['touches', 'stages', 'deals', 'costs'] as const;

/** Brings a finished dataset from staging to its place, durably, in one step; then the catalogue learns of it. */
export async function commitDataset(
	{ paths, catalog, audit }: Pick<Workspace, 'paths' | 'catalog' | 'audit'>,
	folder: string,
	manifest: DatasetManifest
): Promise<string> {
	const id = await placeDataset({ paths }, folder, manifest);
	await catalog.add(id, manifest);
	const { leads, rejected } = manifest.counts;
	const facts = { leads, rejected, sha256: manifest.sha256, source: manifest.source.sha256 };
	await audit.append({ at: manifest.createdAt, action: 'dataset-imported', dataset: id, facts });
	return id;
}

/**
 * Puts a finished dataset in the place of another one, with what was said about that one. From the moment its folder
 * appears it is the one that counts; whatever is left undone by a kill is made up for when the workspace is opened.
 *
 * @param note what the audit log is to say
 * @param keeps whether a file that stands beside the old one is to stand beside the new one
 * @returns the id of the new one
 * @throws WorkbenchError dataset-not-found
 */
export async function replaceDataset(
	workspace: Workspace,
	old: string,
	folder: string,
	manifest: DatasetManifest,
	note: Omit<AuditEntry, 'dataset'>,
	keeps: (path: string) => Promise<boolean> = () => Promise.resolve(true)
): Promise<string> {
	const { paths, engine, catalog, audit } = workspace;
	await manifestOf(workspace, old);
	for (const name of await readdir(join(paths.datasets, old))) {
		if (!name.endsWith('.json') || name === 'manifest.json') continue;
		if (!(await keeps(join(paths.datasets, old, name)))) continue;
		await copyFile(join(paths.datasets, old, name), join(folder, name));
		await syncFile(join(folder, name));
	}
	const id = await placeDataset(workspace, folder, { ...manifest, replaces: old });
	await dropKeptTables(engine);
	await engine.run(`DETACH DATABASE IF EXISTS ${databaseOf(old)}`);
	await dropFolder(paths, old);
	await catalog.add(id, manifest);
	await catalog.remove(old);
	await audit.append({ ...note, dataset: id });
	return id;
}

async function placeDataset(
	{ paths }: Pick<Workspace, 'paths'>,
	folder: string,
	manifest: DatasetManifest
): Promise<string> {
	const id = randomUUID();
	await syncFile(join(folder, manifest.file));
	await writeDurably(join(folder, 'manifest.json'), JSON.stringify(manifest, null, '\t'));
	await rename(folder, join(paths.datasets, id));
	await syncFolder(paths.datasets);
	return id;
}

/** Gives a dataset another name. @throws WorkbenchError dataset-not-found, dataset-name-empty */
export async function renameDataset(
	{ paths, catalog, audit }: Pick<Workspace, 'paths' | 'catalog' | 'audit'>,
	id: string,
	name: string,
	now: string
): Promise<void> {
	const manifest = await manifestOf({ paths }, id);
	const shown = name.replace(/\p{Cc}/gu, ' ').trim();
	if (shown === '') throw new WorkbenchError('dataset-name-empty');
	const renamed: DatasetManifest = { ...manifest, name: shown.slice(0, LONGEST_NAME) };
	await writeDurably(
		join(paths.datasets, id, 'manifest.json'),
		JSON.stringify(renamed, null, '\t')
	);
	await catalog.rename(id, renamed.name);
	await audit.append({ at: now, action: 'dataset-renamed', dataset: id, facts: {} });
}

const LONGEST_NAME = 200;

/** Takes a dataset away: from sight in one step, then from the catalogue, then from the disk. */
export async function removeDataset(workspace: Workspace, id: string, now: string): Promise<void> {
	const { paths, engine, catalog, audit } = workspace;
	const manifest = await datasetManifest(workspace, id);
	await dropKeptTables(engine);
	await engine.run(`DETACH DATABASE IF EXISTS ${databaseOf(id)}`);
	const trash = await hideFolder(paths, id);
	await catalog.remove(id);
	await rm(trash, { recursive: true, force: true });
	const facts = { sha256: manifest.sha256 };
	await audit.append({ at: now, action: 'dataset-deleted', dataset: id, facts });
}

/** Takes the folder of a dataset from sight, then from the disk. */
export async function dropFolder(paths: Workspace['paths'], id: string): Promise<void> {
	await rm(await hideFolder(paths, id), { recursive: true, force: true });
}

async function hideFolder(paths: Workspace['paths'], id: string): Promise<string> {
	const trash = join(paths.staging, `deleted-${id}`);
	await rename(join(paths.datasets, id), trash);
	await syncFolder(paths.datasets);
	return trash;
}

function databaseOf(id: string): string {
	return quoteName(`dataset_${id}`);
}
