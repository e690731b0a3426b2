import { cellsAsArrow } from '#lib/server/usecases/cells-as-arrow.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

/** The cells behind an address, as Arrow; 204 where they are too many to travel. */
export const GET: RequestHandler = async ({ url }) => {
	const { cells } = await (await workbench()).calibration(url);
	const bytes = cellsAsArrow(cells);
	if (!bytes) return new Response(null, { status: 204 });
	return new Response(bytes, {
		headers: { 'content-type': 'application/vnd.apache.arrow.stream', 'cache-control': 'no-store' }
	});
};
