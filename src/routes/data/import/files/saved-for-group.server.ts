import { groupMappings, hasHeadersOf } from '#lib/server/db/saved-group-mappings.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { OfferedMapping } from '../offered-mapping.ts';
import type { LookedGroup, LookedUpload } from './group-files.server.ts';

/** Mappings of several files that were given a name, those made for such headers first. */
export async function savedForGroup(
	workspace: Workspace,
	{ looked }: LookedGroup
): Promise<OfferedMapping[]> {
	const headers = looked.map(headerIn);
	const offered = (await groupMappings(workspace).list()).map((each) => {
		const { id, name, savedAt, files } = each;
		const named = files.map((file) => file.name).join(', ');
		return { id, name, file: named, savedAt, fits: hasHeadersOf(each, headers) };
	});
	return offered.sort((a, b) => Number(b.fits) - Number(a.fits));
}

/** A file as a saved mapping remembers it. */
export function headerIn({ upload, role, inspection }: LookedUpload) {
	return { name: upload.name, role, columns: inspection.columns.map(({ name }) => name) };
}
