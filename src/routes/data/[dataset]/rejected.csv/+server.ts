import { attachDataset } from '#lib/server/db/datasets.ts';
import { rejectsCsv } from '#lib/server/db/rejects-csv.ts';
import { workbench } from '#lib/server/workbench.ts';
import { csvDownload } from '../../csv-download.server.ts';
import type { RequestHandler } from './$types';

/** The rejected rows of a dataset. */
export const GET: RequestHandler = async ({ params }) => {
	const { workspace } = await workbench();
	const { rejects, manifest } = await attachDataset(workspace, params.dataset);
	return csvDownload(rejectsCsv(workspace.engine, rejects), `rejected-${manifest.name}`);
};
