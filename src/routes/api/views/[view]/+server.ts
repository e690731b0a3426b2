import { json } from '@sveltejs/kit';
import { deleteView } from '#lib/server/db/saved-views.ts';
import { workbench } from '#lib/server/workbench.ts';
import { troubleResponse } from '../../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

export const DELETE: RequestHandler = async ({ params, locals }) => {
	try {
		const { workspace } = await workbench();
		await deleteView(workspace, params.view);
		return json({});
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
