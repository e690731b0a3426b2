import { describe, expect, it } from 'vitest';
import { checkAddress } from '#lib/server/http/check-address.ts';

const origin = 'http://127.0.0.1:4173';

/** Requests as the server sees them: the address is always our own, the Host is what was sent. */
function check(method: string, headers: Record<string, string>, path = '/') {
	const url = new URL(origin + path);
	return checkAddress(new Request(url, { method, headers }), url, origin);
}

describe('the address a request was sent to', () => {
	it('lets a page of our own be read', () => {
		expect(check('GET', { host: '127.0.0.1:4173' })).toBeUndefined();
		expect(check('HEAD', { host: '127.0.0.1:4173' })).toBeUndefined();
	});

	it.each(['localhost:4173', 'LOCALHOST:4173', 'localhost', '[::1]:4173', '127.0.0.1:80'])(
		'sends a reader who typed %s to the one address, path and query kept',
		(host) => {
			const response = check('GET', { host }, '/calibrate?horizon=90');
			expect(response?.status).toBe(307);
			expect(response?.headers.get('location')).toBe(`${origin}/calibrate?horizon=90`);
		}
	);

	it('never sends anyone to another site, whatever the path looks like', () => {
		const response = check('GET', { host: 'localhost:4173' }, '//evil.example/a');
		expect(response?.headers.get('location')).toBe(`${origin}//evil.example/a`);
	});

	it.each([
		'evil.example',
		'evil.example:4173',
		'127.0.0.1.evil.example:4173',
		'localhost.evil',
		''
	])('refuses the name "%s", which is not ours', async (host) => {
		const response = check('GET', { host });
		expect(response?.status).toBe(421);
		expect(await response?.json()).toEqual({ message: expect.stringContaining(origin) });
	});

	it('redirects no change: one sent to localhost is refused', () => {
		expect(check('POST', { host: 'localhost:4173', origin })?.status).toBe(421);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
		'lets %s through with our Origin and with no other',
		(method) => {
			const host = '127.0.0.1:4173';
			expect(check(method, { host, origin })).toBeUndefined();
			expect(check(method, { host })?.status).toBe(403);
			for (const foreign of [
				'null',
				'http://evil.example',
				'http://127.0.0.1:4174',
				`${origin}/`
			]) {
				expect(check(method, { host, origin: foreign })?.status).toBe(403);
			}
		}
	);

	it('says why in plain text to a person', async () => {
		const response = check('POST', { host: '127.0.0.1:4173', accept: 'text/html,*/*' });
		expect(response?.headers.get('content-type')).toContain('text/plain');
		expect(await response?.text()).toContain(origin);
	});
});
