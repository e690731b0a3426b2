import { describe, expect, inject, it } from 'vitest';
import { none, useBrowser } from './browser.ts';
import { sendRaw } from './send-raw.ts';

const origin = inject('origin');
const host = new URL(origin).host;

describe('every page of the navigation', () => {
	const open = useBrowser();

	it.each(['light', 'dark'] as const)(
		'obeys its own rules, asks nobody else for anything and reports no error (%s)',
		async (colorScheme) => {
			const { page, misdeeds } = await open('/', { colorScheme });
			const links = await page
				.locator('nav a[href^="/"]')
				.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
			const paths = new Set(links);
			expect(paths.size).toBeGreaterThan(1);
			for (const path of paths) {
				const response = await page.goto(path, { waitUntil: 'networkidle' });
				expect(response?.status(), path).toBe(200);
				expect(misdeeds, path).toEqual(none);
			}
		}
	);

	it('would be caught, if one ran a script of its own', async () => {
		const { page, misdeeds } = await open('/');
		await page.evaluate(() => {
			const script = document.createElement('script');
			script.textContent = 'document.title = "run"';
			document.head.append(script);
		});
		await expect.poll(() => misdeeds.cspViolations.length).toBe(1);
		await expect.poll(() => misdeeds.consoleErrors.length).toBe(1);
		expect(await page.title()).not.toBe('run');
	});

	it('would be caught, if one asked somebody else', async () => {
		const { page, misdeeds } = await open('/', { bypassCSP: true });
		await page.evaluate(() => fetch('http://127.0.0.1:9/foreign').catch(() => {}));
		expect(misdeeds.foreignRequests).toEqual(['http://127.0.0.1:9/foreign']);
	});

	it('keeps language and colours in a cookie, and the address free of them', async () => {
		const { page, misdeeds } = await open('/?lang=de&theme=dark&horizon=90');
		expect(new URL(page.url()).search).toBe('?horizon=90');
		await page.goto('/');
		const html = page.locator('html');
		expect(await html.getAttribute('lang')).toBe('de');
		expect(await html.getAttribute('data-theme')).toBe('dark');
		await page.goto('/?lang=en');
		expect(await html.getAttribute('lang')).toBe('en');
		expect(misdeeds).toEqual(none);
	});

	it('speaks the language the browser asks for, else English', async () => {
		const german = await open('/', { locale: 'de-AT' });
		expect(await german.page.locator('html').getAttribute('lang')).toBe('de');
		const polish = await open('/', { locale: 'pl-PL' });
		expect(await polish.page.locator('html').getAttribute('lang')).toBe('en');
	});

	it('shows a plain page where there is none', async () => {
		const { page } = await open('/no-such-page');
		expect(await page.locator('body').innerText()).toContain('There is no page at this address');
	});
});

describe('an address that asks for what cannot be', () => {
	const open = useBrowser();

	it('is told so as the reader’s own matter, in the reader’s language, and not as a defect', async () => {
		const { page } = await open('/', { locale: 'de-DE' });
		const response = await page.goto('/calibrate?horizon=abc');
		expect(response?.status()).toBe(422);
		const text = await page.locator('main').innerText();
		expect(text).toContain('abc');
		expect(text).not.toMatch(/Error|undefined|\bat \//);
	});
});

describe('a request over the wire', () => {
	const statusOf = async (lines: string[], body?: Parameters<typeof sendRaw>[2]) =>
		(await sendRaw(origin, lines, body)).status;

	it('to localhost is sent to the one address', async () => {
		const answer = await sendRaw(origin, ['GET /?a=1 HTTP/1.1', 'Host: localhost']);
		expect(answer.status).toBe(307);
		expect(answer.headers.location).toBe(`${origin}/?a=1`);
	});

	it('to a name that is not ours is refused', async () => {
		expect(await statusOf(['GET / HTTP/1.1', 'Host: evil.example'])).toBe(421);
		expect(await statusOf(['GET / HTTP/1.1', `Host: ${host}.evil.example`])).toBe(421);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
		'%s is refused without our Origin',
		async (method) => {
			const start = [`${method} / HTTP/1.1`, `Host: ${host}`];
			const type = 'Content-Type: application/octet-stream';
			expect(await statusOf(start)).toBe(403);
			expect(await statusOf([...start, type], 'x')).toBe(403);
			expect(await statusOf([...start, type, 'Origin: null'], 'x')).toBe(403);
			expect(await statusOf([...start, type, 'Origin: http://evil.example'], 'x')).toBe(403);
			expect(await statusOf([...start, type, `Origin: ${origin}`], 'x')).not.toBe(403);
		}
	);

	const ours = (method: string, ...headers: string[]) => [
		`${method} / HTTP/1.1`,
		`Host: ${host}`,
		`Origin: ${origin}`,
		...headers
	];

	it('uploads as a raw stream or not at all', async () => {
		expect(await statusOf(ours('PUT', 'Content-Type: text/csv'), 'a,b')).toBe(415);
		expect(await statusOf(ours('PUT'), '')).toBe(415);
		const form = 'Content-Type: multipart/form-data; boundary=x';
		expect(await statusOf(ours('PUT', form), '--x--')).toBe(415);
	});

	it('is refused when its body is larger than a form, told or not', async () => {
		const json = 'Content-Type: application/json';
		const large = Buffer.alloc(1_100_000, 0x20);
		expect(await statusOf(ours('POST', json), large)).toBe(413);
		expect(await statusOf(ours('POST', json), { chunked: large })).toBe(413);
		expect(await statusOf(ours('POST', json, 'Content-Length: 999999999999'))).toBe(413);
	});

	it('that calls itself JSON is JSON', async () => {
		const json = 'Content-Type: application/json';
		expect(await statusOf(ours('POST', json), '{"a":')).toBe(400);
		const answer = await sendRaw(origin, ours('POST', json), '{"__proto__":{"polluted":true}}');
		expect(answer.status).toBeGreaterThanOrEqual(400);
		expect(answer.status).toBeLessThan(500);
		expect(await statusOf(['GET / HTTP/1.1', `Host: ${host}`])).toBe(200);
	});

	it('is never answered with a defect, however broken it is', async () => {
		const targets = [
			'/%E0%A4%A',
			'//',
			'//evil.example/',
			'/%00',
			'/\\..\\x',
			'/?a=%',
			'/?lang=%zz'
		];
		const odd = ['@evil.example/', '.evil.example/', 'http://evil.example/', '*'];
		for (const target of [...targets, ...odd]) {
			const { status, headers } = await sendRaw(origin, [
				`GET ${target} HTTP/1.1`,
				`Host: ${host}`
			]);
			expect(status, target).toBeLessThan(500);
			expect(headers.location ?? origin, target).toMatch(new RegExp(`^(${origin}|/(?!/))`));
		}
		const headers = [
			'Cookie: PARAGLIDE_LOCALE=%E0%A4%A; theme=%%%; =; ;;',
			'Cookie: theme="><script>alert(1)</script>',
			'Accept-Language: ;;;q=,,de;q=zz',
			'Accept: */*;q=x',
			'If-None-Match: "'
		];
		for (const header of headers) {
			const answer = await sendRaw(origin, ['GET / HTTP/1.1', `Host: ${host}`, header]);
			expect(answer.status, header).toBe(200);
			expect(answer.body, header).not.toContain('alert(1)');
		}
	});

	it('is answered with what keeps a browser from mischief', async () => {
		for (const path of ['/', '/no-such-page', '/__data.json']) {
			const { headers } = await sendRaw(origin, [`GET ${path} HTTP/1.1`, `Host: ${host}`]);
			expect(headers, path).toMatchObject({
				'x-content-type-options': 'nosniff',
				'referrer-policy': 'same-origin',
				'cross-origin-opener-policy': 'same-origin',
				'cross-origin-resource-policy': 'same-origin',
				'cache-control': expect.stringContaining('no-store')
			});
			expect(headers['content-security-policy'], path).toContain("default-src 'none'");
			expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
			expect(headers['content-security-policy'], path).not.toContain('unsafe-eval');
		}
	});
});
