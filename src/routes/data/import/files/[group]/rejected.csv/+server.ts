import { error } from '@sveltejs/kit';
import { stagedRejects } from '#lib/server/db/staged-rejects.ts';
import { findGroup } from '#lib/server/db/upload-groups.ts';
import { workbench } from '#lib/server/workbench.ts';
import { csvDownload } from '../../../../csv-download.server.ts';
import type { RequestHandler } from './$types';

/** The rows of one of the files, `?file=`, that the check has rejected. */
export const GET: RequestHandler = async ({ params, url }) => {
	const { workspace } = await workbench();
	const { checkedIn } = await findGroup(workspace, params.group);
	const file = url.searchParams.get('file') ?? '';
	if (checkedIn === null || file === '') error(404);
	return csvDownload(stagedRejects(workspace, checkedIn, file), `rejected-${file}`);
};
