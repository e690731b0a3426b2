import { href, stateKeys, type State } from '#lib/ui/links.ts';

/** What says which leads and which rules are looked at, rather than how. */
const KEPT = ['dataset', 'model'];

/**
 * The same page without a single filter or option; null where the address sets none.
 *
 * @example resetHref(new URL('http://x/funnel?model=mine&from=2026-01-01&filter=source:fair')) // '/funnel?model=mine'
 */
export function resetHref(url: URL): string | null {
	const options = stateKeys.filter((key) => !KEPT.includes(key));
	const set = [...options, 'filter'].some((key) => url.searchParams.get(key));
	if (!set) return null;
	const none: State = { ...Object.fromEntries(options.map((key) => [key, null])), filter: [] };
	return href(url, url.pathname, none);
}
