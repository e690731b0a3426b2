import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spellingsOf } from '#lib/domain/mapping/value-merges.ts';
import { raw } from '#lib/domain/query/sql.ts';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { mergedLeads } from '#lib/server/queries/merged-leads.ts';
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
	{ schema, mapping, source, counts, tables, readAs = {} }: DatasetManifest
): LeadsSource {
	const columns = schema.map(({ column, name, type, compared, levels }) => {
		return { column, name, type, compared, levels: levels && `${database}.main.${levels}` };
	});
	const table = mergedLeads(raw(`${database}.main.leads`), columns, mapping, readAs);
	const touches = tables?.touches !== undefined && { table: raw(`${database}.main.touches`) };
	return {
		table,
		columns,
		mapping,
		fileSha256: source.sha256,
		rows: counts.leads,
		readAs,
		...(touches && { touches })
	};
}

/** Brings a finished dataset from staging to its place, durably, in one step; then the catalogue learns of it. */
export async function commitDataset(
	{ paths, catalog, audit }: Pick<Workspace, 'paths' | 'catalog' | 'audit'>,
	folder: string,
	manifest: DatasetManifest
): Promise<string> {
	const id = randomUUID();
	await syncFile(join(folder, manifest.file));
	await writeDurably(join(folder, 'manifest.json'), JSON.stringify(manifest, null, '\t'));
	await rename(folder, join(paths.datasets, id));
	await syncFolder(paths.datasets);
	await catalog.add(id, manifest);
	const { leads, rejected } = manifest.counts;
	const facts = { leads, rejected, sha256: manifest.sha256, source: manifest.source.sha256 };
	await audit.append({ at: manifest.createdAt, action: 'dataset-imported', dataset: id, facts });
	return id;
}

/** Takes a dataset away: from sight in one step, then from the catalogue, then from the disk. */
export async function removeDataset(workspace: Workspace, id: string, now: string): Promise<void> {
	const { paths, engine, catalog, audit } = workspace;
	const manifest = await datasetManifest(workspace, id);
	await engine.run(`DETACH DATABASE IF EXISTS ${databaseOf(id)}`);
	const trash = join(paths.staging, `deleted-${id}`);
	await rename(join(paths.datasets, id), trash);
	await syncFolder(paths.datasets);
	await catalog.remove(id);
	await rm(trash, { recursive: true, force: true });
	const facts = { sha256: manifest.sha256 };
	await audit.append({ at: now, action: 'dataset-deleted', dataset: id, facts });
}

function databaseOf(id: string): string {
	return quoteName(`dataset_${id}`);
}
