import { redirect } from '@sveltejs/kit';
import { workbench } from '#lib/server/workbench.ts';
import type { Actions, PageServerLoad } from './$types';

/** Pages that can wait for a calibration. */
const PAGES = ['/', '/calibrate', '/export'];

export const load: PageServerLoad = async ({ url, depends }) => {
	depends('leadgauge:calculating');
	const bench = await workbench();
	const kept = await bench.keptCalibration(url);
	if (kept.state !== 'running') {
		await kept.made;
		redirect(303, destination(url));
	}
	const { dataset } = await bench.context(url);
	return { share: kept.share, leads: dataset?.rows ?? 0, to: destination(url) };
};

export const actions: Actions = {
	cancel: async ({ url }) => {
		const kept = await (await workbench()).keptCalibration(url);
		kept.cancel();
		await kept.made.catch(() => {});
		redirect(303, '/data');
	}
};

function destination(url: URL): string {
	const query = new URLSearchParams(url.searchParams);
	const wanted = query.get('to') ?? '/';
	query.delete('to');
	query.delete('/cancel');
	const page = PAGES.includes(wanted) ? wanted : '/';
	return query.size > 0 ? `${page}?${query}` : page;
}
