import { json } from '@sveltejs/kit';
import { describeError } from '#lib/server/sentences.ts';
import { readRulesFile } from '#lib/server/usecases/read-rules-file.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

/** The text of a sheet or file of rules, sent as the raw stream it is, `?name=` as its owner knows it and `?sheet=`. Nothing is kept. */
export const PUT: RequestHandler = async ({ request, url, locals }) => {
	const { workspace } = await workbench();
	const body = (request.body ?? new Blob().stream()) as unknown as AsyncIterable<Uint8Array>;
	try {
		const name = url.searchParams.get('name') ?? '';
		const sheet = url.searchParams.get('sheet');
		return json(await readRulesFile(workspace, body, { name, sheet, signal: request.signal }));
	} catch (error) {
		if (request.signal.aborted) return new Response(null, { status: 400 });
		if (!isWorkbenchError(error)) throw error;
		return json(describeError(error, locals.locale), { status: 422 });
	}
};
