import { m } from '#lib/paraglide/messages.js';
import { withoutPersonal } from '#lib/domain/mapping/without-personal.ts';
import { describeError, sentence } from '#lib/server/sentences.ts';
import { isWorkbenchError, type WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Trouble } from './trouble.ts';

/** A failure a person can act on, as sentences. */
export function troubleOf(error: WorkbenchError, locale: App.Locals['locale']): Trouble {
	const details = error.issues.map((each) => sentence(withoutPersonal(each), locale));
	return { code: error.code, ...describeError(error, locale), details };
}

/** A defect of ours, with the id under which the log holds the whole story. */
export function defectTrouble(id: string, locale: App.Locals['locale']): Trouble {
	return {
		code: 'defect',
		message: m.http_unexpected({}, { locale }),
		hint: m.error_id({ id }, { locale }),
		details: []
	};
}

/** The answer to a request that failed in a way a person can act on; every other failure is thrown on. */
export function troubleResponse(error: unknown, locale: App.Locals['locale']): Response {
	if (!isWorkbenchError(error)) throw error;
	const status = error.code === 'upload-not-found' ? 404 : 422;
	return Response.json(troubleOf(error, locale), { status });
}
