import { fail, redirect } from '@sveltejs/kit';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { commitImport } from '#lib/server/usecases/import-dataset.ts';
import { withoutPersonal } from '#lib/domain/mapping/without-personal.ts';
import { sentence } from '#lib/server/sentences.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { href } from '#lib/ui/links.ts';
import { troubleOf } from '../../../trouble.server.ts';
import { jobStatus } from '../../job-status.server.ts';
import { remarks } from '../../remarks.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, depends }) => {
	depends('import:job');
	const job = runningJobs().latest(params.upload, 'check');
	if (!job) redirect(303, href(url, `/data/import/${params.upload}`));
	return {
		upload: params.upload,
		job: jobStatus(job, locals.locale),
		checked: job.state.is === 'done' ? checkedView(job.state.found, locals.locale) : null
	};
};

export const actions: Actions = {
	import: async ({ params, url, locals }) => {
		const { workspace } = await workbench();
		const dataset = await commitImport(workspace, params.upload).catch((error: unknown) => {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: troubleOf(error, locals.locale) });
		});
		if (typeof dataset !== 'string') return dataset;
		await runningJobs().forget(params.upload);
		redirect(303, href(url, '/data', { dataset }));
	}
};

function checkedView(manifest: DatasetManifest, locale: App.Locals['locale']) {
	const { name, counts, dates, schema, issues } = manifest;
	const isRejection = ({ code }: { code: string }) => code.startsWith('rejected-');
	return {
		name,
		counts,
		dates,
		columns: schema.map(({ name, type, roles }) => ({ name, type, roles })),
		rejections: issues.filter(isRejection).map((each) => ({
			rows: Number(each.params.rows),
			text: sentence(withoutPersonal(each), locale)
		})),
		remarks: remarks(
			issues.filter((each) => !isRejection(each)),
			locale
		)
	};
}
