import { json } from '@sveltejs/kit';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { saveMapping } from '#lib/server/db/saved-mappings.ts';
import { findUpload } from '#lib/server/db/uploads.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** Saves the mapping of an uploaded file under a name, to be offered for files of the same header. */
export const POST: RequestHandler = async ({ request, locals }) => {
	const body: unknown = await request.json().catch(() => null);
	const { name, upload, mapping: content } = Object(body) as Record<string, unknown>;
	try {
		const { workspace } = await workbench();
		const { name: file } = await findUpload(workspace, String(upload));
		const columns = columnsOf(String(upload));
		const { mapping, issues } = parseMapping(content, columns);
		if (!mapping) {
			throw new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
		}
		const savedAt = new Date().toISOString();
		const id = await saveMapping(workspace, {
			name: String(name ?? ''),
			file,
			columns,
			savedAt,
			mapping
		});
		return json({ id });
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};

function columnsOf(upload: string): string[] {
	const state = runningJobs().latest(upload, 'inspect')?.state;
	if (state?.is !== 'done') throw new WorkbenchError('upload-not-found');
	return state.found.columns.map(({ name }) => name);
}
