import { redirect } from '@sveltejs/kit';
import type { Kept } from '#lib/server/usecases/kept-results.ts';

/** A page waits this long for its figures before it shows how far they are. */
const PATIENCE_MS = 1000;

/** What an address asks for; where it takes longer, the reader is shown how far it is and can end it. */
export async function ready<T>(kept: Kept<T>, url: URL): Promise<T> {
	if (kept.state !== 'running') return kept.made;
	const waited = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
	const soon = await Promise.race([kept.made, waited]);
	if (soon) return soon;
	const query = new URLSearchParams(url.searchParams);
	// A key of its own: `to` is the end of a period, and comes back with the reader.
	query.set('for', url.pathname);
	redirect(303, `/calculating?${query}`);
}
