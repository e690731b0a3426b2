import { fail } from '@sveltejs/kit';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import { discardGroup, findGroup, listGroups, uploadsOf } from '#lib/server/db/upload-groups.ts';
import { discardUpload, findUpload, MOST_UPLOAD_BYTES } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { orMissing } from '#lib/server/or-missing.ts';
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
	},
	/** Discards files that were taken together. */
	discardGroup: async ({ request, locals }) => {
		const id = String((await request.formData()).get('group') ?? '');
		const { workspace } = await workbench();
		return attempt(locals, async () => {
			const group = await findGroup(workspace, id);
			for (const each of [id, ...group.files.map(({ upload }) => upload)]) {
				await runningJobs().forget(each);
			}
			await discardGroup(workspace, group);
		});
	}
};

/** Newest first. */
async function datasetRows(workspace: Workspace) {
	const entries = await listDatasets(workspace);
	return Promise.all(entries.map(async ({ id }) => row(id, await datasetManifest(workspace, id))));
}

function row(id: string, manifest: DatasetManifest) {
	const { name, createdAt, counts, dates, source, files } = manifest;
	return { id, name, importedAt: createdAt, counts, dates, source, files: files?.length ?? 1 };
}

/** Files that were sent, but neither imported nor discarded; those that were taken together as one. */
async function waitingUploads(workspace: Workspace): Promise<Waiting[]> {
	const groups = await listGroups(workspace);
	const grouped = new Set(groups.flatMap(({ files }) => files.map(({ upload }) => upload)));
	const found = await Promise.all(
		runningJobs()
			.uploads()
			.filter((id) => !grouped.has(id))
			.map((id) => orMissing(findUpload(workspace, id), 'upload-not-found'))
	);
	const alone = found.flatMap((each) => {
		if (each === null) return [];
		const { id, name, bytes } = each;
		return [{ id, names: [name], bytes, isGroup: false }];
	});
	const together = await Promise.all(
		groups.map(async (group) => {
			const uploads = await uploadsOf(workspace, group);
			const bytes = uploads.reduce((sum, each) => sum + each.bytes, 0);
			return { id: group.id, names: uploads.map(({ name }) => name), bytes, isGroup: true };
		})
	);
	return [...alone, ...together.filter(({ names }) => names.length > 0)];
}

interface Waiting {
	id: string;
	names: string[];
	bytes: number;
	/** Files that were taken together. */
	isGroup: boolean;
}

async function attempt({ locale }: App.Locals, work: () => Promise<void>) {
	try {
		await work();
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return fail(422, { trouble: troubleOf(error, locale) });
	}
}
