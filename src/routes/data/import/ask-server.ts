import * as m from '#lib/paraglide/messages.js';
import type { Trouble } from '../trouble.ts';

/** What the server says to a request, or why it said nothing. */
export async function askServer<T>(
	url: string,
	method: 'GET' | 'POST' | 'DELETE',
	body?: string
): Promise<{ answer: T } | { trouble: Trouble }> {
	try {
		const headers = body === undefined ? undefined : { 'content-type': 'application/json' };
		const response = await fetch(url, { method, headers, body });
		const answer = await response.json();
		return response.ok ? { answer } : { trouble: { details: [], ...answer } };
	} catch {
		return { trouble: notReached() };
	}
}

const notReached = (): Trouble => ({
	code: 'not-reached',
	message: m.data_not_reached(),
	hint: m.data_not_reached_hint(),
	details: []
});
