import { json } from '@sveltejs/kit';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { jobStatus } from '../../../data/import/job-status.server.ts';
import { troubleResponse } from '../../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** How far a job has come. */
export const GET: RequestHandler = ({ params, locals }) => status(params.job, locals);

/** Ends a job; one that has ended already stays as it is. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
	await runningJobs().cancel(params.job);
	return status(params.job, locals);
};

/** A job goes with its upload. */
function status(id: string, { locale }: App.Locals): Response {
	const job = runningJobs().find(id);
	if (!job) return troubleResponse(new WorkbenchError('upload-not-found'), locale);
	return json(jobStatus(job, locale));
}
