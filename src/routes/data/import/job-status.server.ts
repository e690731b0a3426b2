import type { ImportJob } from '#lib/server/usecases/running-jobs.ts';
import { defectTrouble, troubleOf } from '../trouble.server.ts';
import type { JobStatus } from './job-status.ts';

export function jobStatus(job: ImportJob, locale: App.Locals['locale']): JobStatus {
	const { id, kind, progress, elapsedSeconds, state } = job;
	return {
		id,
		kind,
		state: state.is,
		...progress,
		elapsedSeconds,
		trouble: trouble(state, locale)
	};
}

function trouble(state: ImportJob['state'], locale: App.Locals['locale']) {
	if (state.is !== 'failed') return null;
	const { error } = state;
	return 'defect' in error ? defectTrouble(error.defect, locale) : troubleOf(error, locale);
}
