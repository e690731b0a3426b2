import { json } from '@sveltejs/kit';
import { findGroup } from '#lib/server/db/upload-groups.ts';
import { workbench } from '#lib/server/workbench.ts';
import { fittedMapping } from '../../../../data/import/files/fitted-mapping.server.ts';
import { lookAtGroup } from '../../../../data/import/files/group-files.server.ts';
import { troubleResponse } from '../../../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** What the mapping in the body says of the files of a group; every trouble is named. */
export const POST: RequestHandler = async ({ params, request, locals }) => {
	const content: unknown = await request.json().catch(() => undefined);
	try {
		const { workspace } = await workbench();
		const group = await findGroup(workspace, params.group);
		return json(fittedMapping(await lookAtGroup(workspace, group, locals.locale), content));
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
