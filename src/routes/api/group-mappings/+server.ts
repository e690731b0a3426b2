import { json } from '@sveltejs/kit';
import { groupMappings } from '#lib/server/db/saved-group-mappings.ts';
import { findGroup } from '#lib/server/db/upload-groups.ts';
import { workbench } from '#lib/server/workbench.ts';
import { fittedMapping } from '../../data/import/files/fitted-mapping.server.ts';
import { lookAtGroup } from '../../data/import/files/group-files.server.ts';
import { headerIn } from '../../data/import/files/saved-for-group.server.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** Saves the mapping of several files under a name, to be offered for files of the same headers. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const body: unknown = await request.json().catch(() => null);
	const { name, group: of, mapping } = Object(body) as Record<string, unknown>;
	try {
		const { workspace } = await workbench();
		const group = await findGroup(workspace, String(of));
		const looked = await lookAtGroup(workspace, group, locals.locale);
		fittedMapping(looked, mapping);
		const id = await groupMappings(workspace).save({
			name: String(name ?? ''),
			savedAt: new Date().toISOString(),
			files: looked.looked.map(headerIn),
			mapping: Object(mapping)
		});
		return json({ id });
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
