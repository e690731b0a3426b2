import { join } from 'node:path';
import { NamedRecords, type NamedRecord } from './named-records.ts';
import type { Workspace } from './workspace.ts';

/** A mapping somebody has given a name, to be used for files of the same header. */
export interface SavedMapping extends NamedRecord {
	/** Name of the file it was made for. */
	file: string;
	/** Columns of that file. */
	columns: string[];
	/** A checked mapping, as a mapping file has it. */
	mapping: object;
}

type Place = Pick<Workspace, 'paths'>;

/**
 * Keeps a mapping under its name, for its owner alone; one of the same name is replaced.
 *
 * @returns its id
 * @throws WorkbenchError `mapping-name`
 */
export function saveMapping(place: Place, saved: Omit<SavedMapping, 'leadgauge'>): Promise<string> {
	return recordsOf(place).save(saved);
}

/** Every saved mapping with its id, the newest first; files that are none are left alone. */
export function listMappings(place: Place): Promise<(SavedMapping & { id: string })[]> {
	return recordsOf(place).list();
}

/** @throws WorkbenchError `mapping-not-found` */
export function findMapping(place: Place, id: string): Promise<SavedMapping> {
	return recordsOf(place).find(id);
}

/** @throws WorkbenchError `mapping-not-found` */
export function deleteMapping(place: Place, id: string): Promise<void> {
	return recordsOf(place).delete(id);
}

/** Whether a file has the header a mapping was made for, in whatever order. */
export function hasHeaderOf(
	{ columns }: Pick<SavedMapping, 'columns'>,
	names: readonly string[]
): boolean {
	const sorted = (list: readonly string[]) => JSON.stringify([...list].sort());
	return sorted(columns) === sorted(names);
}

function recordsOf({ paths }: Place): NamedRecords<SavedMapping> {
	return new NamedRecords<SavedMapping>({
		folder: join(paths.models, 'mappings'),
		isWhole: ({ columns, mapping }) => Array.isArray(columns) && typeof mapping === 'object',
		codes: { name: 'mapping-name', missing: 'mapping-not-found' }
	});
}
