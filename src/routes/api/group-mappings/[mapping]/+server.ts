import { json } from '@sveltejs/kit';
import { groupMappings } from '#lib/server/db/saved-group-mappings.ts';
import { workbench } from '#lib/server/workbench.ts';
import { troubleResponse } from '../../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** A saved mapping of several files as a mapping file has it. */
export const GET: RequestHandler = async ({ params, locals }) => {
	try {
		const { workspace } = await workbench();
		const { mapping } = await groupMappings(workspace).find(params.mapping);
		return json(mapping);
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};

export const DELETE: RequestHandler = async ({ params, locals }) => {
	try {
		const { workspace } = await workbench();
		await groupMappings(workspace).delete(params.mapping);
		return json({});
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
