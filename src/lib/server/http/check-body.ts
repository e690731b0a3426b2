import { m } from '#lib/paraglide/messages.js';
import { refusal } from './refusal.ts';

/** Larger things than a form come as a raw `PUT`, which goes to disk and never into memory. */
export const bodyLimitBytes = 1_000_000;

/** So much is still read and thrown away, so that the sender gets to see why it was refused. */
const drainLimitBytes = 16_000_000;

/**
 * Lets a raw upload through as the stream it is; reads every other body into memory, up to the limit.
 * Returns the request to go on with, or the refusal.
 */
export async function checkBody(request: Request): Promise<Request | Response> {
	const type = request.headers.get('content-type')?.split(';')[0].trim().toLowerCase() ?? '';
	if (request.method === 'PUT') {
		return type === 'application/octet-stream'
			? request
			: refusal(415, m.http_upload_type(), request);
	}
	if (request.method === 'GET' || request.method === 'HEAD') return request;
	const body = await readUpTo(request, bodyLimitBytes);
	if (!body) return tooLarge(request);
	if (type === 'application/json' && !isJson(body)) {
		return refusal(400, m.http_not_json(), request);
	}
	return request.body ? replaceBody(request, body) : request;
}

async function readUpTo(request: Request, limit: number) {
	const chunks: Uint8Array[] = [];
	let size = 0;
	if (Number(request.headers.get('content-length')) > drainLimitBytes) return null;
	const reader = request.body?.getReader();
	for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
		size += read.value.length;
		if (size <= limit) chunks.push(read.value);
		if (size > drainLimitBytes) return null;
	}
	return size <= limit ? Buffer.concat(chunks) : null;
}

function isJson(body: Uint8Array) {
	try {
		JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
		return true;
	} catch {
		return false;
	}
}

function replaceBody(request: Request, body: Uint8Array<ArrayBuffer>) {
	const { url, method, headers, signal } = request;
	return new Request(url, { method, headers, signal, body });
}

function tooLarge(request: Request) {
	const response = refusal(
		413,
		m.http_body_too_large({ megabytes: bodyLimitBytes / 1e6 }),
		request
	);
	response.headers.set('connection', 'close');
	return response;
}
