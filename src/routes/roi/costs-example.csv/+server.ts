import { error } from '@sveltejs/kit';
import { toCsv } from '#lib/charts/delimited.ts';
import { exampleFor } from '../costs-example.server.ts';
import { roiFigures } from '../roi-figures.server.ts';
import type { RequestHandler } from './$types';

/** An example of a costs file, to be filled in and imported with the leads. */
export const GET: RequestHandler = async ({ url, locals: { locale } }) => {
	const found = await roiFigures(url, 'file');
	if (!found) error(404);
	return new Response(toCsv(exampleFor(found.report), locale), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="costs-example.csv"'
		}
	});
};
