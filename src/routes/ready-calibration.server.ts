import { redirect } from '@sveltejs/kit';
import type { Calibrated, Workbench } from '#lib/server/workbench.ts';

/** A page waits this long for its figures before it shows how far they are. */
const PATIENCE_MS = 1000;

/** The calibration of an address; where it takes longer, the reader is shown how far it is and can end it. */
export async function readyCalibration(bench: Workbench, url: URL): Promise<Calibrated> {
	const kept = await bench.keptCalibration(url);
	if (kept.state !== 'running') return kept.made;
	const waited = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
	const soon = await Promise.race([kept.made, waited]);
	if (soon) return soon;
	const query = new URLSearchParams(url.searchParams);
	query.set('to', url.pathname);
	redirect(303, `/calculating?${query}`);
}
