import { fail, redirect } from '@sveltejs/kit';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { commitGroup } from '#lib/server/usecases/import-group.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { href } from '#lib/ui/links.ts';
import { troubleOf } from '../../../../trouble.server.ts';
import { jobStatus } from '../../../job-status.server.ts';
import { checkedInWords } from '../../checked-in-words.server.ts';
import { withChoices } from '../../choices.server.ts';
import { lookAtGroup } from '../../group-files.server.ts';
import { groupOrTrouble } from '../../group-or-trouble.server.ts';
import { replacedName } from '../../replaced-name.server.ts';
import { startCheck } from '../../start-check.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, depends }) => {
	depends('import:group');
	const job = runningJobs().latest(params.group, 'check-group');
	const found = await groupOrTrouble(params.group, locals.locale);
	if (!job || 'trouble' in found) redirect(303, href(url, `/data/import/files/${params.group}`));
	const { workspace, group } = found;
	return {
		group: params.group,
		job: jobStatus(job, locals.locale),
		replaces: await replacedName(workspace, group),
		checked: job.state.is === 'done' ? checkedInWords(job.state.found, locals.locale) : null
	};
};

export const actions: Actions = {
	/** Checks once more with what was chosen here: what a lead is, spellings, pseudonyms. */
	choose: async ({ params, request, url, locals }) => {
		const found = await groupOrTrouble(params.group, locals.locale);
		if ('trouble' in found) return fail(404, { trouble: found.trouble });
		const { workspace, group } = found;
		const { mapping } = parseDatasetMapping(group.mapping);
		const job = runningJobs().latest(group.id, 'check-group');
		if (mapping && job?.state.is === 'done') {
			const { looked } = await lookAtGroup(workspace, group, locals.locale);
			const roles = looked.map(({ upload, role }) => ({ upload: upload.id, role }));
			const chosen = withChoices(mapping, job.state.found.manifest, await request.formData());
			startCheck(workspace, group.id, roles, chosen);
		}
		redirect(303, href(url, `/data/import/files/${group.id}/check`));
	},
	import: async ({ params, url, locals }) => {
		const found = await groupOrTrouble(params.group, locals.locale);
		if ('trouble' in found) return fail(404, { trouble: found.trouble });
		const { workspace, group } = found;
		const dataset = await commitGroup(workspace, group.id).catch((error: unknown) => {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: troubleOf(error, locals.locale) });
		});
		if (typeof dataset !== 'string') return dataset;
		await runningJobs().forget(group.id);
		for (const { upload } of group.files) await runningJobs().forget(upload);
		redirect(303, href(url, '/data', { dataset }));
	}
};
