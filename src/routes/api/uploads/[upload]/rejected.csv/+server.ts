import { stagedRejects } from '#lib/server/db/staged-rejects.ts';
import { findUpload } from '#lib/server/db/uploads.ts';
import { workbench } from '#lib/server/workbench.ts';
import { csvDownload } from '../../../../data/csv-download.server.ts';
import type { RequestHandler } from './$types';

/** The rows that the check of an upload has rejected. */
export const GET: RequestHandler = async ({ params }) => {
	const { workspace } = await workbench();
	const { name } = await findUpload(workspace, params.upload);
	return csvDownload(stagedRejects(workspace, params.upload), `rejected-${name}`);
};
