import { error } from '@sveltejs/kit';
import { reportHtml } from '#lib/server/report/report-html.ts';
import { version } from '#lib/server/version.ts';
import { roiFigures } from '../roi-figures.server.ts';
import type { RequestHandler } from './$types';

/** The report as one file that needs nothing else, to be kept or sent. */
export const GET: RequestHandler = async ({ url, locals: { locale } }) => {
	const found = await roiFigures(url, 'file');
	if (!found) error(404);
	return new Response(reportHtml(found.report, { locale, version, tools: null }), {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-disposition': 'attachment; filename="leadgauge-roi-report.html"'
		}
	});
};
