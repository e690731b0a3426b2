import { workbench } from '#lib/server/workbench.ts';
import { encodeCells } from '#lib/wire/cells-arrow.ts';
import type { RequestHandler } from './$types';

/** Most cells that travel to a browser (design §1). */
const MOST_CELLS = 300_000;

/** The cells behind an address, as Arrow; 204 where they are too many to travel. */
export const GET: RequestHandler = async ({ url }) => {
	const { cells } = await (await workbench()).calibration(url);
	if (cells.length > MOST_CELLS) return new Response(null, { status: 204 });
	return new Response(new Uint8Array(encodeCells(cells)), {
		headers: { 'content-type': 'application/vnd.apache.arrow.stream', 'cache-control': 'no-store' }
	});
};
