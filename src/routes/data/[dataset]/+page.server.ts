import { fail, redirect } from '@sveltejs/kit';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { datasetManifest, renameDataset } from '#lib/server/db/datasets.ts';
import { MOST_UPLOAD_BYTES } from '#lib/server/db/uploads.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { href } from '#lib/ui/links.ts';
import { troubleOf } from '../trouble.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
	const wanted = url.searchParams.get('dataset') ?? params.dataset;
	if (wanted !== params.dataset || !url.searchParams.has('dataset')) {
		redirect(303, href(url, `/data/${encodeURIComponent(wanted)}`, { dataset: wanted }));
	}
	const { workspace } = await workbench();
	try {
		const manifest = await datasetManifest(workspace, params.dataset);
		return { gone: null, dataset: { id: params.dataset, ...shown(manifest) } };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { gone: troubleOf(error, locals.locale), dataset: null };
	}
};

export const actions: Actions = {
	rename: async ({ params, request, locals }) => {
		const name = String((await request.formData()).get('name') ?? '');
		const { workspace } = await workbench();
		try {
			await renameDataset(workspace, params.dataset, name, new Date().toISOString());
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: troubleOf(error, locals.locale) });
		}
		return { renamed: name.trim() };
	}
};

function shown(manifest: DatasetManifest) {
	const { name, createdAt, counts, tables = {}, pseudonyms, erased = 0 } = manifest;
	return {
		name,
		importedAt: createdAt,
		counts,
		files: filesOf(manifest),
		tables: Object.entries({ leads: counts.leads, ...tables }),
		pseudonyms: pseudonyms?.columns ?? [],
		erased,
		mostBytes: MOST_UPLOAD_BYTES
	};
}

/** Datasets that were made before there were several files have one. */
function filesOf({ files, source, counts }: DatasetManifest) {
	const { rowsRead: read, leads: loaded, rejected, merged = 0 } = counts;
	const only = { name: source.name, role: 'leads' as const, read, loaded, rejected, merged };
	return (files ?? [only]).map((file) => ({
		name: file.name,
		role: file.role,
		read: file.read,
		loaded: file.loaded,
		rejected: file.rejected,
		merged: file.merged,
		keys: 'keys' in file ? (file.keys ?? null) : null
	}));
}
