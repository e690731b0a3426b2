import { json } from '@sveltejs/kit';
import { describeError } from '#lib/server/sentences.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { cellsAsArrow } from '#lib/server/usecases/cells-as-arrow.ts';
import { editedCells } from '#lib/server/usecases/edited-cells.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

/** The cells of the card in the body over all leads that count, as Arrow; 204 where they are too many to travel. */
export const POST: RequestHandler = async ({ request, url, locals }) => {
	const bench = await workbench();
	const text = await request.text();
	try {
		const { dataset } = await bench.context(url);
		const { source } = await bench.source(dataset?.id ?? '');
		const settings = settingsFromUrl(url.searchParams);
		const bytes = cellsAsArrow(await editedCells(bench.workspace.engine, source, text, settings));
		if (!bytes) return new Response(null, { status: 204 });
		const type = 'application/vnd.apache.arrow.stream';
		return new Response(bytes, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return json(describeError(error, locals.locale), { status: 422 });
	}
};
