import { href } from '#lib/ui/links.ts';
import type { Context } from './context.ts';

/** The address that shows others the same: with the leads and the scorecard it does not need to name here. */
export function shareLink(url: URL, context: Context | null): string {
	const { dataset = null, model = null } = context ?? {};
	const pinned = { dataset: dataset?.id ?? null, model: model?.id ?? null };
	return new URL(href(url, url.pathname, pinned), url.origin).href;
}
