import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import {
	decideEncoding,
	type DecidedEncoding,
	type EncodingEvidence
} from '#lib/domain/ingest/text-encoding.ts';

const PIECE_BYTES = 4 << 20;
const LINE_FEED = 10;
/** Bytes that Windows-1252 gives no sign. */
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

export interface FoundEncoding extends DecidedEncoding {
	/** First line that is no UTF-8; null where all of the file is. */
	invalidLine: number | null;
}

/** The encoding of a text from all of its bytes. A file in UTF-8 is known to be one in a single quick pass. */
export async function findEncoding(path: string): Promise<FoundEncoding> {
	const evidence: EncodingEvidence = {
		mark: null,
		zeros: [0, 0],
		bytes: 0,
		multibyte: 0,
		invalid: 0,
		invalidLine: null,
		upperControls: 0,
		undefined1252: 0
	};
	if (!(await isAllUtf8(path, evidence)) || wide(evidence)) await weigh(path, evidence);
	return { ...decideEncoding(evidence), invalidLine: evidence.invalidLine };
}

function wide({ zeros, bytes }: EncodingEvidence): boolean {
	return zeros[0] + zeros[1] > 0.2 * bytes;
}

/** One pass without a look at single bytes, except the first ones. */
async function isAllUtf8(path: string, evidence: EncodingEvidence): Promise<boolean> {
	let rest = new Uint8Array(0);
	let first = true;
	for await (const piece of piecesOf(path)) {
		if (first) {
			evidence.mark = markOf(piece);
			countZeros(piece.subarray(0, 65_536), evidence);
			if (evidence.mark?.startsWith('utf-16') || wide(evidence)) return false;
			first = false;
		}
		if (rest.length === 0 && isAscii(piece)) continue;
		const whole = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
		const end = lastCharacter(whole);
		if (!isUtf8(whole.subarray(0, end))) return false;
		rest = Uint8Array.from(whole.subarray(end));
	}
	return isUtf8(rest);
}

/** Byte by byte: what is UTF-8 and what is not, and what the bytes would mean in a table of one byte a character. */
async function weigh(path: string, evidence: EncodingEvidence): Promise<void> {
	evidence.zeros = [0, 0];
	evidence.bytes = 0;
	let rest = new Uint8Array(0);
	let line = 1;
	for await (const piece of piecesOf(path)) {
		const whole = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
		const end = piece.length < PIECE_BYTES ? whole.length : lastCharacter(whole);
		countZeros(whole.subarray(0, end), evidence);
		line = weighPiece(whole.subarray(0, end), line, evidence);
		rest = Uint8Array.from(whole.subarray(end));
	}
	weighPiece(rest, line, evidence);
}

function weighPiece(bytes: Uint8Array, line: number, evidence: EncodingEvidence): number {
	const words = wordsOf(bytes);
	for (let i = 0; i < bytes.length;) {
		const byte = bytes[i];
		if (byte < 0x80) {
			// Lines are counted only up to the first odd byte; from there on ASCII is passed over four bytes at a time.
			if (evidence.invalidLine !== null && i % 4 === 0) {
				const from = i;
				for (let w = i >> 2; w < words.length && (words[w] & 0x80808080) === 0; w++) i += 4;
				if (i > from) continue;
			}
			if (byte === LINE_FEED) line++;
			i++;
			continue;
		}
		const length = characterLength(byte);
		if (length > 1 && isCharacter(bytes, i, length)) {
			evidence.multibyte++;
			i += length;
			continue;
		}
		evidence.invalid++;
		evidence.invalidLine ??= line;
		if (byte < 0xa0) evidence.upperControls++;
		if (UNDEFINED_1252.has(byte)) evidence.undefined1252++;
		i++;
	}
	return line;
}

/** The same bytes four at a time; none where they do not begin at a word. */
function wordsOf(bytes: Uint8Array): Uint32Array {
	if (bytes.byteOffset % 4 !== 0) return new Uint32Array(0);
	return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** Whether so many bytes are a character of UTF-8; most that are none fail at the second. */
function isCharacter(bytes: Uint8Array, at: number, length: number): boolean {
	const second = bytes[at + 1];
	if (at + length > bytes.length || second < 0x80 || second >= 0xc0) return false;
	return isUtf8(bytes.subarray(at, at + length));
}

function countZeros(bytes: Uint8Array, evidence: EncodingEvidence): void {
	const before = evidence.bytes % 2;
	for (let i = bytes.indexOf(0); i >= 0; i = bytes.indexOf(0, i + 1)) {
		evidence.zeros[(before + i) % 2]++;
	}
	evidence.bytes += bytes.length;
}

/** Where the last character that may be cut in two begins. */
function lastCharacter(bytes: Uint8Array): number {
	for (let back = 1; back <= 3 && back <= bytes.length; back++) {
		const byte = bytes[bytes.length - back];
		if (byte < 0x80) return bytes.length;
		if (byte >= 0xc0) return characterLength(byte) > back ? bytes.length - back : bytes.length;
	}
	return bytes.length;
}

function characterLength(first: number): number {
	if (first >= 0xf0 && first < 0xf8) return 4;
	if (first >= 0xe0) return first < 0xf0 ? 3 : 1;
	return first >= 0xc2 ? 2 : 1;
}

function markOf(bytes: Uint8Array): EncodingEvidence['mark'] {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** One buffer is used again and again: a piece is valid until the next one. Only the last may be short. */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
	const file = await open(path);
	try {
		const buffer = new Uint8Array(PIECE_BYTES);
		for (;;) {
			let filled = 0;
			while (filled < PIECE_BYTES) {
				const { bytesRead } = await file.read(buffer, filled, PIECE_BYTES - filled, null);
				if (bytesRead === 0) break;
				filled += bytesRead;
			}
			if (filled > 0) yield buffer.subarray(0, filled);
			if (filled < PIECE_BYTES) return;
		}
	} finally {
		await file.close();
	}
}
