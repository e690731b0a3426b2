import { connect } from 'node:net';

export interface RawAnswer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/**
 * Sends a request as it is written, which no HTTP client would do for a broken one. A body gets its
 * length told, or is sent in chunks of 64 kB.
 */
export function sendRaw(
	origin: string,
	lines: string[],
	body?: string | Buffer | { chunked: Buffer }
): Promise<RawAnswer> {
	const { hostname, port } = new URL(origin);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname);
		const parts: Buffer[] = [];
		socket.on('data', (part) => parts.push(part));
		// A server that refuses a body early closes while we still write; its answer has come by then.
		socket.on('error', (error) => (parts.length ? finish() : reject(error)));
		socket.on('end', finish);
		socket.write([...lines, 'Connection: close', ...framing(body), '', ''].join('\r\n'));
		for (const piece of pieces(body)) socket.write(piece);

		function finish() {
			socket.destroy();
			resolve(parse(Buffer.concat(parts).toString('latin1')));
		}
	});
}

type Body = Parameters<typeof sendRaw>[2];

function framing(body: Body) {
	if (body === undefined) return [];
	if (typeof body === 'object' && 'chunked' in body) return ['Transfer-Encoding: chunked'];
	return [`Content-Length: ${Buffer.byteLength(body)}`];
}

function* pieces(body: Body): Generator<string | Buffer> {
	if (body === undefined) return;
	if (typeof body !== 'object' || !('chunked' in body)) return void (yield body);
	for (let at = 0; at < body.chunked.length; at += 65_536) {
		const piece = body.chunked.subarray(at, at + 65_536);
		yield `${piece.length.toString(16)}\r\n`;
		yield piece;
		yield '\r\n';
	}
	yield '0\r\n\r\n';
}

function parse(text: string): RawAnswer {
	const end = text.indexOf('\r\n\r\n');
	const [first, ...lines] = text.slice(0, end).split('\r\n');
	const headers = lines.map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
	});
	return {
		status: Number(first.split(' ')[1]),
		headers: Object.fromEntries(headers),
		body: text.slice(end + 4)
	};
}
