import { redirect } from '@sveltejs/kit';
import type { Kept } from '#lib/server/usecases/kept-results.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { keptFunnel } from '../funnel/funnel-figures.server.ts';
import { keptForReport } from '../roi/roi-figures.server.ts';
import { keptSources } from '../sources/sources-report.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Pages that can wait for figures. */
const PAGES = [
	'/',
	'/calibrate',
	'/compare',
	'/export',
	'/funnel',
	'/roi',
	'/roi/print',
	'/sources'
];

/** No page of the workbench's own frame: the browser has to fetch it whole. */
const WHOLE = '/roi/print';

export const load: PageServerLoad = async ({ url, depends, isDataRequest }) => {
	depends('leadgauge:calculating');
	const bench = await workbench();
	const kept = await keptOf(bench, url);
	if (kept.state !== 'running') {
		await kept.made;
		if (!isDataRequest || pageOf(url) !== WHOLE) redirect(303, destination(url));
	}
	const { dataset } = await bench.context(url);
	const { share, state } = kept;
	const whole = state === 'running' ? null : destination(url);
	return { share, leads: dataset?.rows ?? 0, whole, page: pageOf(url) };
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
	const page = pageOf(url);
	const address = new URL(destination(url), url);
	const own = await keptOfPage(bench, page, address);
	return own ?? bench.keptCalibration(address);
}

/** Null for pages that wait for the calibration itself, and where there is nothing to be worked out. */
async function keptOfPage(bench: Workbench, page: string, url: URL): Promise<Kept<unknown> | null> {
	switch (page) {
		case '/compare': {
			const request = await bench.comparisonRequest(url);
			return request && bench.keptComparison(request);
		}
		case '/funnel':
			return (await keptFunnel(bench, url))?.view ?? null;
		case '/sources':
			return (await keptSources(bench, url))?.report ?? null;
		case '/roi':
		case '/roi/print':
			return keptForReport(bench, url);
		default:
			return null;
	}
}

function pageOf(url: URL): string {
	const wanted = url.searchParams.get('for') ?? '/';
	return PAGES.includes(wanted) ? wanted : '/';
}

function destination(url: URL): string {
	const query = new URLSearchParams(url.searchParams);
	query.delete('for');
	query.delete('/cancel');
	const page = pageOf(url);
	return query.size > 0 ? `${page}?${query}` : page;
}
