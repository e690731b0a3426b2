import { fail, redirect } from '@sveltejs/kit';
import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { datasetManifest } from '#lib/server/db/datasets.ts';
import { keepGroup, type UploadGroup } from '#lib/server/db/upload-groups.ts';
import { findUpload, keepReading } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { orMissing } from '#lib/server/or-missing.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { href } from '#lib/ui/links.ts';
import { troubleOf } from '../../../../trouble.server.ts';
import { wishedReading } from '../../../wished-reading.server.ts';
import { groupOrTrouble } from '../../group-or-trouble.server.ts';
import { lookAtGroup, type LookedGroup } from '../../group-files.server.ts';
import { groupMapping } from '../../group-mapping.server.ts';
import { replacedName } from '../../replaced-name.server.ts';
import { savedForGroup } from '../../saved-for-group.server.ts';
import { startCheck } from '../../start-check.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, depends }) => {
	depends('import:group');
	const found = await groupOrTrouble(params.group, locals.locale);
	if ('trouble' in found) return { gone: found.trouble, found: null };
	const { workspace, group } = found;
	const looked = await lookAtGroup(workspace, group, locals.locale);
	const ready = looked.files.length > 0 && looked.files.every(({ job }) => job.state === 'done');
	const known = group.mapping ?? (await formerMapping(workspace, group));
	const mapping = ready ? groupMapping(looked, known, locals.locale) : null;
	if (!mapping) redirect(303, href(url, `/data/import/files/${group.id}`));
	const replaces = await replacedName(workspace, group);
	return {
		gone: null,
		found: {
			group: group.id,
			state: stateOf(group, looked),
			mapping,
			saved: await savedForGroup(workspace, looked),
			replaces
		}
	};
};

export const actions: Actions = {
	/** Has a file read otherwise, or as it was found. */
	inspect: async ({ params, request, locals }) => {
		const found = await groupOrTrouble(params.group, locals.locale);
		if ('trouble' in found) return fail(404, { trouble: found.trouble });
		const { workspace, group } = found;
		const form = await request.formData();
		const upload = String(form.get('upload') ?? '');
		const wished = wishedReading(form);
		try {
			if (wished instanceof WorkbenchError) throw wished;
			await findUpload(workspace, upload);
			await runningJobs().forget(group.id);
			await keepGroup(workspace, { ...group, checkedIn: null });
			if (wished) await keepReading(workspace, upload, wished);
			runningJobs().start(upload, 'inspect', (options) => inspectFile(workspace, upload, options));
		} catch (error) {
			if (!isWorkbenchError(error)) throw error;
			return fail(422, { trouble: troubleOf(error, locals.locale) });
		}
	},
	check: async ({ params, request, url, locals }) => {
		const found = await groupOrTrouble(params.group, locals.locale);
		if ('trouble' in found) return fail(404, { trouble: found.trouble });
		const { workspace, group } = found;
		const { looked } = await lookAtGroup(workspace, group, locals.locale);
		const mapping = parsed(String((await request.formData()).get('mapping') ?? ''));
		startCheck(workspace, group.id, rolesOf(looked), mapping);
		redirect(303, href(url, `/data/import/files/${group.id}/check`));
	}
};

function rolesOf(looked: LookedGroup['looked']): { upload: string; role: FileRole }[] {
	return looked.map(({ upload, role }) => ({ upload: upload.id, role }));
}

/** What a draft belongs to: other files, roles or readings have another one. */
function stateOf({ id }: UploadGroup, { looked }: LookedGroup): string {
	const files = looked.map(({ upload, role }) => [upload.id, role, upload.reading]);
	return JSON.stringify([id, files]);
}

/** The mapping of the dataset whose place the files are to take. */
async function formerMapping(workspace: Workspace, { replaces }: UploadGroup): Promise<unknown> {
	if (replaces === null) return null;
	const manifest = await orMissing(datasetManifest(workspace, replaces), 'dataset-not-found');
	return manifest ? { ...manifest.sides, leadgauge: 1, leads: manifest.mapping } : null;
}

/** What is no JSON is no mapping; the check says what is missing. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
