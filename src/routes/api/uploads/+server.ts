import { json } from '@sveltejs/kit';
import { receiveUpload } from '#lib/server/db/uploads.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { runningJobs } from '#lib/server/usecases/running-jobs.ts';
import { workbench } from '#lib/server/workbench.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import type { RequestHandler } from './$types';

/** Takes in a file as the raw stream it is, `?name=` as its owner knows it; then looks at it. */
export const PUT: RequestHandler = async ({ request, url, locals }) => {
	const { workspace } = await workbench();
	try {
		const upload = await receiveUpload(workspace, pieces(request), {
			name: url.searchParams.get('name') ?? '',
			expectedBytes: Number(request.headers.get('content-length')) || 0
		});
		const job = runningJobs().start(upload.id, 'inspect', (options) =>
			inspectFile(workspace, upload.id, options)
		);
		return json({ upload: upload.id, job: job.id }, { status: 201 });
	} catch (error) {
		// The sender has gone away; nobody is there to be told.
		if (request.signal.aborted) return new Response(null, { status: 400 });
		const refused = troubleResponse(error, locals.locale);
		await readToTheEnd(request);
		return refused;
	}
};

function pieces({ body }: Request): AsyncIterable<Uint8Array> {
	return (body ?? new Blob().stream()) as unknown as AsyncIterable<Uint8Array>;
}

/** A browser gets to see why it was refused only when all it sends has been taken from it. */
async function readToTheEnd({ body, bodyUsed }: Request): Promise<void> {
	if (!body || bodyUsed) return;
	const reader = body.getReader();
	while (!(await reader.read()).done);
}
