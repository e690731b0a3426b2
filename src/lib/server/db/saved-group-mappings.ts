import { join } from 'node:path';
import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { NamedRecords, type NamedRecord } from './named-records.ts';
import { hasHeaderOf } from './saved-mappings.ts';
import type { Workspace } from './workspace.ts';

/** A mapping of several files somebody has given a name, to be used for exports of the same headers. */
export interface SavedGroupMapping extends NamedRecord {
	/** The files it was made for. */
	files: { name: string; role: FileRole; columns: string[] }[];
	/** A checked mapping, as a mapping file has it. */
	mapping: object;
}

type Place = Pick<Workspace, 'paths'>;

/** What several files are and what stands in their headers. */
export type Headers = readonly { role: FileRole; columns: readonly string[] }[];

/** The mappings of several files that have a name; errors `mapping-name` and `mapping-not-found`. */
export function groupMappings({ paths }: Place): NamedRecords<SavedGroupMapping> {
	return new NamedRecords<SavedGroupMapping>({
		folder: join(paths.models, 'dataset-mappings'),
		isWhole: ({ files, mapping }) => Array.isArray(files) && typeof mapping === 'object',
		codes: { name: 'mapping-name', missing: 'mapping-not-found' }
	});
}

/** Whether files are those a mapping was made for, whatever their names: role by role the same headers, in any order. */
export function hasHeadersOf({ files }: SavedGroupMapping, headers: Headers): boolean {
	const own = headers.filter(({ role }) => role !== 'unused');
	const wanted = files.filter(({ role }) => role !== 'unused');
	const found = (of: Headers[number]) =>
		wanted.some((each) => each.role === of.role && hasHeaderOf(each, of.columns));
	const met = (of: SavedGroupMapping['files'][number]) =>
		own.some((each) => each.role === of.role && hasHeaderOf(of, each.columns));
	return own.length > 0 && own.every(found) && wanted.every(met);
}
