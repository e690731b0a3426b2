import { json } from '@sveltejs/kit';
import { addUploads, createGroup, findGroup } from '#lib/server/db/upload-groups.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** Takes uploads together, as a new group or with those of one; a new one may be meant to take the place of a dataset. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const body: unknown = await request.json().catch(() => null);
	const { uploads, group, replaces } = Object(body) as Record<string, unknown>;
	const ids = Array.isArray(uploads) ? uploads.map(String) : [];
	try {
		const { workspace } = await workbench();
		if (typeof group === 'string') {
			const found = await findGroup(workspace, group);
			await runningJobs().forget(group);
			const { id } = await addUploads(workspace, found, ids);
			return json({ group: id });
		}
		const dataset = typeof replaces === 'string' && replaces !== '' ? replaces : null;
		if (dataset) await datasetManifest(workspace, dataset);
		const { id } = await createGroup(workspace, ids, dataset);
		return json({ group: id }, { status: 201 });
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
