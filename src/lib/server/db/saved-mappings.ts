import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { readOrNull } from './read-or-null.ts';
import type { Workspace } from './workspace.ts';
import { writeDurably } from './write-durably.ts';

/** A mapping somebody has given a name, to be used for files of the same header. */
export interface SavedMapping {
	leadgauge: 1;
	name: string;
	/** Name of the file it was made for. */
	file: string;
	/** Columns of that file. */
	columns: string[];
	/** ISO 8601 UTC. */
	savedAt: string;
	/** A checked mapping, as a mapping file has it. */
	mapping: object;
}

type Place = Pick<Workspace, 'paths'>;

const LONGEST_NAME = 60;

/**
 * Keeps a mapping under its name, for its owner alone; one of the same name is replaced.
 *
 * @returns its id
 * @throws WorkbenchError `mapping-name`
 */
export async function saveMapping(
	{ paths }: Place,
	saved: Omit<SavedMapping, 'leadgauge'>
): Promise<string> {
	const name = saved.name.trim();
	const id = mappingId(name);
	if (id === null) throw new WorkbenchError('mapping-name', { name: name.slice(0, LONGEST_NAME) });
	await mkdir(folderOf(paths), { recursive: true, mode: 0o700 });
	const whole: SavedMapping = { leadgauge: 1, ...saved, name };
	await writeDurably(pathOf(paths, id), `${JSON.stringify(whole, null, '\t')}\n`);
	return id;
}

/** Every saved mapping with its id, the newest first; files that are none are left alone. */
export async function listMappings({ paths }: Place): Promise<(SavedMapping & { id: string })[]> {
	const names = await readdir(folderOf(paths)).catch(() => []);
	const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
	const found = await Promise.all(ids.map(async (id) => ({ id, saved: await read(paths, id) })));
	return found
		.flatMap(({ id, saved }) => (saved ? [{ ...saved, id }] : []))
		.sort((a, b) =>
			a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : a.id < b.id ? -1 : 1
		);
}

/** @throws WorkbenchError `mapping-not-found` */
export async function findMapping({ paths }: Place, id: string): Promise<SavedMapping> {
	const saved = await read(paths, id);
	if (!saved) throw new WorkbenchError('mapping-not-found');
	return saved;
}

/** @throws WorkbenchError `mapping-not-found` */
export async function deleteMapping(place: Place, id: string): Promise<void> {
	await findMapping(place, id);
	await rm(pathOf(place.paths, id));
}

/** Whether a file has the header a mapping was made for, in whatever order. */
export function hasHeaderOf({ columns }: SavedMapping, names: readonly string[]): boolean {
	const sorted = (list: readonly string[]) => JSON.stringify([...list].sort());
	return sorted(columns) === sorted(names);
}

/** A file name: letters and digits of the name, dashes between; null where it has none of them. */
function mappingId(name: string): string | null {
	if (name.length > LONGEST_NAME) return null;
	const plain = name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return plain === '' ? null : plain;
}

async function read(paths: Workspace['paths'], id: string): Promise<SavedMapping | null> {
	if (mappingId(id) !== id) return null;
	const text = await readOrNull(pathOf(paths, id));
	try {
		const saved = JSON.parse(text ?? 'null') as Partial<SavedMapping> | null;
		const whole =
			saved !== null &&
			typeof saved.name === 'string' &&
			Array.isArray(saved.columns) &&
			typeof saved.mapping === 'object';
		return whole ? (saved as SavedMapping) : null;
	} catch {
		return null;
	}
}

function folderOf({ models }: Workspace['paths']): string {
	return join(models, 'mappings');
}

function pathOf(paths: Workspace['paths'], id: string): string {
	return join(folderOf(paths), `${id}.json`);
}
