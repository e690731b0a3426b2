import { stat } from 'node:fs/promises';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { findDataset } from '#lib/server/db/dataset-names.ts';
import type { ImportOptions } from './inspect-file.ts';
import { openLeads, type OpenLeads } from './open-leads.ts';
import { openStored } from './open-stored.ts';

/** What a command was told to work on. */
export interface NamedLeads {
	/** As it was named in the call: a path, or the name of a dataset. */
	name: string;
	/** The same as a path. */
	path: string;
	/** The workspace that datasets are looked for in. */
	home: string;
}

/**
 * Leads of a file, or, where no file of that name is there, of a dataset of a workspace.
 *
 * @param mapping the JSON of a mapping, for a file; a dataset has its own
 * @throws WorkbenchError as `openLeads`
 */
export async function openLeadsOrDataset(
	named: NamedLeads,
	mapping: unknown,
	now: string,
	options: ImportOptions & { reading?: FileReading } = {}
): Promise<OpenLeads> {
	if (await isDataset(named)) return openStored(named.home, named.name);
	return openLeads(named.path, mapping, now, options);
}

/** A file goes before a dataset of the same name. */
export async function isDataset({ name, path, home }: NamedLeads): Promise<boolean> {
	const isFile = await stat(path).then(
		() => true,
		() => false
	);
	return !isFile && (await findDataset(home, name)) !== null;
}
