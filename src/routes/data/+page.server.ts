import { fail } from '@sveltejs/kit';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import { discardUpload, findUpload, MOST_UPLOAD_BYTES } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { deleteDataset } from '#lib/server/usecases/delete-dataset.ts';
import { listDatasets } from '#lib/server/usecases/list-datasets.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { Actions, PageServerLoad } from './$types';
import { troubleOf } from './trouble.server.ts';

export const load: PageServerLoad = async () => {
	const { workspace } = await workbench();
	return {
		datasets: await datasetRows(workspace),
		waiting: await waitingUploads(workspace),
		mostUploadBytes: MOST_UPLOAD_BYTES
	};
};

export const actions: Actions = {
	delete: async ({ request, locals }) => {
		const id = String((await request.formData()).get('dataset') ?? '');
		const { workspace } = await workbench();
		return attempt(locals, () => deleteDataset(workspace, id, new Date().toISOString()));
	},
	discard: async ({ request, locals }) => {
		const id = String((await request.formData()).get('upload') ?? '');
		const { workspace } = await workbench();
		await runningJobs().forget(id);
		return attempt(locals, () => discardUpload(workspace, id));
	}
};

/** Newest first. */
async function datasetRows(workspace: Workspace) {
	const entries = await listDatasets(workspace);
	return Promise.all(
		entries.map(async ({ id }) => row(id, await datasetManifest(workspace, id)))
	);
}

function row(id: string, manifest: DatasetManifest) {
	const { name, createdAt, counts, dates, source } = manifest;
	return { id, name, importedAt: createdAt, counts, dates, source };
}

/** Files that were sent, but neither imported nor discarded. */
async function waitingUploads(workspace: Workspace) {
	const found = await Promise.allSettled(
		runningJobs()
			.uploads()
			.map((id) => findUpload(workspace, id))
	);
	return found.flatMap((each) => {
		if (each.status === 'rejected') return [];
		const { id, name, bytes } = each.value;
		return [{ id, name, bytes }];
	});
}

async function attempt({ locale }: App.Locals, work: () => Promise<void>) {
	try {
		await work();
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return fail(422, { trouble: troubleOf(error, locale) });
	}
}
