import { fail, redirect } from '@sveltejs/kit';
import { href } from '#lib/ui/links.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { hasHeaderOf, listMappings } from '#lib/server/db/saved-mappings.ts';
import { findUpload, keepReading } from '#lib/server/db/uploads.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { checkImport } from '#lib/server/usecases/import-dataset.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import { troubleOf } from '../../trouble.server.ts';
import { jobStatus } from '../job-status.server.ts';
import { wishedReading } from '../wished-reading.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { fileLook } from '../file-look.server.ts';
import type { OfferedMapping } from '../offered-mapping.ts';

export const load: PageServerLoad = async ({ params, locals, depends }) => {
	depends('import:job');
	const upload = await uploadOrTrouble(params.upload, locals);
	if ('trouble' in upload) return { gone: upload.trouble, found: null };
	const jobs = runningJobs();
	const job = jobs.latest(upload.id, 'inspect') ?? (await inspect(upload.id));
	const check = jobs.latest(upload.id, 'check');
	return {
		gone: null,
		found: {
			upload,
			job: jobStatus(job, locals.locale),
			look:
				job.state.is === 'done' ? fileLook(job.state.found, upload.reading, locals.locale) : null,
			saved: job.state.is === 'done' ? await offeredMappings(namesOf(job.state.found)) : [],
			/** The mapping that was checked last, if the file as it is read now has its columns. */
			checked:
				check?.state.is === 'done' && job.state.is === 'done'
					? parseMapping(check.state.found.mapping, namesOf(job.state.found)).mapping
					: null
		}
	};
};

export const actions: Actions = {
	inspect: async ({ params, request, locals }) => {
		const wished = wishedReading(await request.formData());
		if (wished instanceof WorkbenchError) {
			return fail(422, { trouble: troubleOf(wished, locals.locale) });
		}
		const { workspace } = await workbench();
		if (wished) await keepReading(workspace, params.upload, wished);
		await inspect(params.upload);
	},
	check: async ({ params, request, url, locals }) => {
		const upload = await uploadOrTrouble(params.upload, locals);
		if ('trouble' in upload) return fail(404, { trouble: upload.trouble });
		const mapping = parsed(String((await request.formData()).get('mapping') ?? ''));
		const { workspace } = await workbench();
		const now = new Date().toISOString();
		runningJobs().start(upload.id, 'check', (options) =>
			checkImport(workspace, upload.id, mapping, now, options)
		);
		redirect(303, href(url, `/data/import/${upload.id}/check`));
	}
};

function namesOf({ columns }: Inspection): string[] {
	return columns.map(({ name }) => name);
}

/** Mappings that were given a name, those for such a header first. */
async function offeredMappings(names: string[]): Promise<OfferedMapping[]> {
	const { workspace } = await workbench();
	const saved = await listMappings(workspace);
	const offered = saved.map((each) => {
		const { id, name, file, savedAt } = each;
		return { id, name, file, savedAt, fits: hasHeaderOf(each, names) };
	});
	return offered.sort((a, b) => Number(b.fits) - Number(a.fits));
}

async function inspect(upload: string) {
	const { workspace } = await workbench();
	return runningJobs().start(upload, 'inspect', (options) =>
		inspectFile(workspace, upload, options)
	);
}

async function uploadOrTrouble(id: string, { locale }: App.Locals) {
	const { workspace } = await workbench();
	try {
		const { name, bytes, reading } = await findUpload(workspace, id);
		return { id, name, bytes, reading };
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return { trouble: troubleOf(error, locale) };
	}
}

/** What is no JSON is no mapping; the check says what is missing. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
