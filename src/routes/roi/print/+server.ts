import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as m from '#lib/paraglide/messages.js';
import { html } from '#lib/server/report/html.ts';
import { reportHtml } from '#lib/server/report/report-html.ts';
import { version } from '#lib/server/version.ts';
import { roiFigures } from '../roi-figures.server.ts';
import type { RequestHandler } from './$types';

/** The report as it is printed, always light, without the frame of the workbench; above it what can be done with it. */
export const GET: RequestHandler = async ({ url, locals: { locale } }) => {
	const found = await roiFigures(url, 'page');
	if (!found) redirect(303, '/roi');
	const nonce = randomUUID();
	const say = (text: typeof m.report_print) => text({}, { locale });
	const tools = html`<nav class="tools" aria-label="${say(m.report_tools)}">
		<button type="button" class="main" id="print" hidden>${say(m.report_print)}</button>
		<a href="/roi/report.html${url.search}" download>${say(m.report_download)}</a>
		<a class="plain" href="/roi${url.search}">${say(m.report_back)}</a>
		<script nonce="${nonce}">
			const button = document.getElementById('print');
			button.hidden = false;
			button.onclick = () => print();
			document.documentElement.dataset.alive = 'yes';
		</script>
	</nav>`;
	const page = reportHtml(found.report, { locale, version, tools });
	return new Response(page, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
		}
	});
};
