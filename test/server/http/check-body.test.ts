import { describe, expect, it } from 'vitest';
import { bodyLimitBytes, checkBody } from '#lib/server/http/check-body.ts';

const url = 'http://127.0.0.1:4173/x';

function request(method: string, type: string | null, body?: BodyInit) {
	const headers = type ? { 'content-type': type } : undefined;
	return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);
}

function streamOf(bytes: number) {
	let left = bytes;
	return new ReadableStream<Uint8Array>({
		pull(controller) {
			if (left <= 0) return controller.close();
			controller.enqueue(new Uint8Array(Math.min(left, 65_536)));
			left -= 65_536;
		}
	});
}

const statusOf = async (sent: Request) => {
	const answer = await checkBody(sent);
	return answer instanceof Response ? answer.status : 'let in';
};

describe('the body of a request', () => {
	it('leaves a raw upload as the unread stream it is, however large', async () => {
		const sent = request('PUT', 'application/octet-stream', streamOf(5_000_000));
		expect(await checkBody(sent)).toBe(sent);
		expect(sent.bodyUsed).toBe(false);
	});

	it.each(['text/csv', 'application/json', 'multipart/form-data; boundary=x', null])(
		'refuses an upload sent as %s',
		async (type) => {
			expect(await statusOf(request('PUT', type, new Uint8Array(3)))).toBe(415);
		}
	);

	it('is let in up to the limit, and not one byte beyond', async () => {
		expect(await statusOf(request('POST', 'text/plain', new Uint8Array(bodyLimitBytes)))).toBe(
			'let in'
		);
		expect(await statusOf(request('POST', 'text/plain', new Uint8Array(bodyLimitBytes + 1)))).toBe(
			413
		);
	});

	it('is measured as it comes, when no length is told before', async () => {
		expect(await statusOf(request('POST', 'application/octet-stream', streamOf(900_000)))).toBe(
			'let in'
		);
		expect(await statusOf(request('POST', 'application/octet-stream', streamOf(1_100_000)))).toBe(
			413
		);
		expect(await statusOf(request('PATCH', 'text/plain', streamOf(200_000_000)))).toBe(413);
	});

	it('arrives unchanged at the page', async () => {
		const form = new URLSearchParams({ name: 'Müller & Söhne', points: '−5' });
		const answer = await checkBody(
			request('POST', 'application/x-www-form-urlencoded', form.toString())
		);
		const seen = await (answer as Request).formData();
		expect(Object.fromEntries(seen)).toEqual({ name: 'Müller & Söhne', points: '−5' });
	});

	it.each(['{', '', 'undefined', '{"a":NaN}'])(
		'is refused when it is %j and called JSON',
		async (text) => {
			expect(await statusOf(request('POST', 'application/json; charset=utf-8', text))).toBe(400);
			expect(await statusOf(request('DELETE', 'APPLICATION/JSON', text))).toBe(400);
		}
	);

	it('is refused when it is called JSON and is not UTF-8', async () => {
		const latin1 = Uint8Array.from([0x22, 0xfc, 0x22]);
		expect(await statusOf(request('POST', 'application/json', latin1))).toBe(400);
	});

	it('keeps a key named __proto__ as a key, and changes no object by it', async () => {
		const answer = await checkBody(
			request('POST', 'application/json', '{"__proto__":{"polluted":true}}')
		);
		const seen = await (answer as Request).json();
		expect(Object.keys(seen)).toEqual(['__proto__']);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	it('may be missing', async () => {
		expect(await statusOf(request('POST', null))).toBe('let in');
		expect(await statusOf(request('GET', null))).toBe('let in');
	});
});
