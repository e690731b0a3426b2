import { json } from '@sveltejs/kit';
import { listViews, saveView } from '#lib/server/db/saved-views.ts';
import { workbench } from '#lib/server/workbench.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { isPagePath } from '#lib/ui/shell/page-paths.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** All saved views, the newest first. */
export const GET: RequestHandler = async () => {
	const { workspace } = await workbench();
	const views = await listViews(workspace, await workspace.catalog.list());
	return json({ views: views.map(({ id, name, note, address }) => ({ id, name, note, address })) });
};

/** Saves an address of this workbench under a name. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const body: unknown = await request.json().catch(() => null);
	const { name, note, address } = Object(body) as Record<string, unknown>;
	try {
		const { workspace } = await workbench();
		if (typeof address !== 'string' || !isPagePath(address.split('?')[0])) {
			throw new WorkbenchError('view-address');
		}
		const view = {
			name: typeof name === 'string' ? name : '',
			note: typeof note === 'string' ? note : '',
			address,
			savedAt: new Date().toISOString()
		};
		const id = await saveView(workspace, view, await workspace.catalog.list());
		return json({ id });
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};
