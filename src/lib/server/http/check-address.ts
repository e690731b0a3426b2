import { m } from '#lib/paraglide/messages.js';
import { refusal } from './refusal.ts';

/** Names under which a person may type the address of this very machine. */
const loopbackNames = ['localhost', '[::1]', '127.0.0.1'];

/**
 * Whether a request was sent to us and by our own pages. A page of another site that was given our
 * address under its own name (DNS rebinding) carries a foreign Host; one that posts here a foreign Origin.
 */
export function checkAddress(request: Request, url: URL, origin: string): Response | undefined {
	const host = request.headers.get('host')?.toLowerCase() ?? '';
	const reads = request.method === 'GET' || request.method === 'HEAD';
	if (host !== new URL(origin).host) {
		const name = host.replace(/:\d*$/, '');
		return reads && loopbackNames.includes(name)
			? moved(origin + url.pathname + url.search)
			: refusal(421, m.http_wrong_host({ origin }), request);
	}
	if (!reads && request.headers.get('origin') !== origin) {
		return refusal(403, m.http_wrong_origin({ origin }), request);
	}
}

/** Temporary: a browser that remembered it would carry it over to whatever uses the port next. */
function moved(location: string) {
	return new Response(null, { status: 307, headers: { location } });
}
