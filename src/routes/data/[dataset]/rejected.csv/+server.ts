import { attachDataset } from '#lib/server/db/datasets.ts';
import { rejectsCsv } from '#lib/server/db/rejects-csv.ts';
import { workbench } from '#lib/server/workbench.ts';
import { csvDownload } from '../../csv-download.server.ts';
import type { RequestHandler } from './$types';

/** The rejected rows of a dataset, or only those of one of its files, `?file=`. */
export const GET: RequestHandler = async ({ params, url }) => {
	const { workspace } = await workbench();
	const { rejects, manifest } = await attachDataset(workspace, params.dataset);
	const file = url.searchParams.get('file');
	const rows = rejectsCsv(workspace.engine, rejects, file);
	return csvDownload(rows, `rejected-${file ?? manifest.name}`);
};
