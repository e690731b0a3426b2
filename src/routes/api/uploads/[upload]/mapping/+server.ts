import { json } from '@sveltejs/kit';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { troubleResponse } from '../../../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** Whether the mapping in the body fits the uploaded file; every trouble is named. */
export const POST: RequestHandler = async ({ params, request, locals }) => {
	const state = runningJobs().latest(params.upload, 'inspect')?.state;
	if (state?.is !== 'done') {
		return troubleResponse(new WorkbenchError('upload-not-found'), locals.locale);
	}
	const names = state.found.columns.map(({ name }) => name);
	const content: unknown = await request.json().catch(() => undefined);
	const { mapping, issues } = parseMapping(content, names);
	if (mapping) return json(mapping);
	const error = new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
	return troubleResponse(error, locals.locale);
};
