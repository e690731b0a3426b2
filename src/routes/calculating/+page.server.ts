import { redirect } from '@sveltejs/kit';
import type { Kept } from '#lib/server/usecases/kept-results.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { calibrationAddress } from '../roi/calibration-address.ts';
import { keptSources } from '../sources/sources-report.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Pages that can wait for figures. */
const PAGES = ['/', '/calibrate', '/compare', '/export', '/roi', '/roi/print', '/sources'];

export const load: PageServerLoad = async ({ url, depends }) => {
	depends('leadgauge:calculating');
	const bench = await workbench();
	const kept = await keptOf(bench, url);
	if (kept.state !== 'running') {
		await kept.made;
		redirect(303, destination(url));
	}
	const { dataset } = await bench.context(url);
	const to = destination(url);
	return { share: kept.share, leads: dataset?.rows ?? 0, to, page: pageOf(url) };
};

export const actions: Actions = {
	cancel: async ({ url }) => {
		const kept = await keptOf(await workbench(), url);
		kept.cancel();
		await kept.made.catch(() => {});
		redirect(303, '/data');
	}
};

/** What the page that waits is waiting for. */
async function keptOf(bench: Workbench, url: URL): Promise<Kept<unknown>> {
	const request = pageOf(url) === '/compare' ? await bench.comparisonRequest(url) : null;
	if (request) return bench.keptComparison(request);
	const sources = pageOf(url) === '/sources' ? await keptSources(bench, destinationUrl(url)) : null;
	if (sources) return sources.report;
	return bench.keptCalibration(pageOf(url).startsWith('/roi') ? calibrationAddress(url) : url);
}

function pageOf(url: URL): string {
	const wanted = url.searchParams.get('for') ?? '/';
	return PAGES.includes(wanted) ? wanted : '/';
}

function destinationUrl(url: URL): URL {
	return new URL(destination(url), url);
}

function destination(url: URL): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('for');
	query.delete('/cancel');
	const page = pageOf(url);
	return query.size > 0 ? `${page}?${query}` : page;
}
