import { fail, redirect } from '@sveltejs/kit';
import { FILE_ROLES } from '#lib/domain/mapping/dataset-mapping.ts';
import { discardGroup, dropUpload, findGroup, keepGroup } from '#lib/server/db/upload-groups.ts';
import { MOST_UPLOAD_BYTES } from '#lib/server/db/uploads.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { href } from '#lib/ui/links.ts';
import { troubleOf } from '../../../trouble.server.ts';
import { groupOrTrouble } from '../group-or-trouble.server.ts';
import { lookAtGroup } from '../group-files.server.ts';
import { replacedName } from '../replaced-name.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, depends }) => {
	depends('import:group');
	const found = await groupOrTrouble(params.group, locals.locale);
	if ('trouble' in found) return { gone: found.trouble, group: null };
	const { workspace, group } = found;
	const { files } = await lookAtGroup(workspace, group, locals.locale);
	const replaces = await replacedName(workspace, group);
	return {
		gone: null,
		group: { id: group.id, files, replaces, mostBytes: MOST_UPLOAD_BYTES }
	};
};

export const actions: Actions = {
	/** Says what a file is; nothing leaves it to the file. */
	role: async ({ params, request, locals }) => {
		const form = await request.formData();
		const role = FILE_ROLES.find((each) => each === form.get('role')) ?? null;
		const upload = String(form.get('upload') ?? '');
		return changed(params.group, locals, async (workspace, group) => {
			const files = group.files.map((each) => (each.upload === upload ? { upload, role } : each));
			await keepGroup(workspace, { ...group, files, checkedIn: null });
		});
	},
	take: async ({ params, request, locals }) => {
		const upload = String((await request.formData()).get('upload') ?? '');
		return changed(params.group, locals, async (workspace, group) => {
			await runningJobs().forget(upload);
			await dropUpload(workspace, group, upload);
		});
	},
	/** Looks at a file once more. */
	inspect: async ({ params, request, locals }) => {
		const upload = String((await request.formData()).get('upload') ?? '');
		return changed(params.group, locals, async (workspace) => {
			runningJobs().start(upload, 'inspect', (options) => inspectFile(workspace, upload, options));
		});
	},
	discard: async ({ params, url, locals }) => {
		const found = await groupOrTrouble(params.group, locals.locale);
		if ('trouble' in found) return fail(404, { trouble: found.trouble });
		const { workspace, group } = found;
		await runningJobs().forget(group.id);
		for (const { upload } of group.files) await runningJobs().forget(upload);
		await discardGroup(workspace, group);
		redirect(303, href(url, '/data'));
	}
};

type Workspace = Awaited<ReturnType<typeof workbench>>['workspace'];
type Group = Awaited<ReturnType<typeof findGroup>>;

/** Changes a group; what was checked before is worth nothing afterwards. */
async function changed(
	id: string,
	{ locale }: App.Locals,
	change: (workspace: Workspace, group: Group) => Promise<void>
) {
	const { workspace } = await workbench();
	try {
		const group = await findGroup(workspace, id);
		await runningJobs().forget(id);
		await change(workspace, group);
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return fail(422, { trouble: troubleOf(error, locale) });
	}
}
