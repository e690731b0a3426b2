import { isAscii, isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import {
	decideEncoding,
	type DecidedEncoding,
	type EncodingEvidence
} from '#lib/domain/ingest/text-encoding.ts';

const PIECE_BYTES = 4 << 20;
const LINE_FEED = 10;
/** Bytes that Windows-1252 gives no sign. */
const UNDEFINED_1252 = flags([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

export interface FoundEncoding extends DecidedEncoding {
	/** First line that is no UTF-8; null where all of the file is. */
	invalidLine: number | null;
}

/**
 * The encoding of a text from all of its bytes. A file in UTF-8 is known to be one in a single quick pass.
 *
 * @param onOther told the pieces of a text that is not all UTF-8, and not of two bytes a character, one after the other;
 * the next is read when it is done
 */
export async function findEncoding(
	path: string,
	onOther?: (piece: Uint8Array) => Promise<void>
): Promise<FoundEncoding> {
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
	if (!(await isAllUtf8(path, evidence)) || wide(evidence)) {
		await weigh(path, evidence, hasWideMark(evidence) || wide(evidence) ? undefined : onOther);
	}
	return { ...decideEncoding(evidence), invalidLine: evidence.invalidLine };
}

function hasWideMark({ mark }: EncodingEvidence): boolean {
	return mark?.startsWith('utf-16') ?? false;
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
			if (hasWideMark(evidence) || wide(evidence)) return false;
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
async function weigh(
	path: string,
	evidence: EncodingEvidence,
	onPiece?: (piece: Uint8Array) => Promise<void>
): Promise<void> {
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
		await onPiece?.(piece);
	}
	weighPiece(rest, line, evidence);
}

function weighPiece(bytes: Uint8Array, line: number, evidence: EncodingEvidence): number {
	const words = wordsOf(bytes);
	let [multibyte, invalid, upperControls, undefined1252] = [0, 0, 0, 0];
	// Lines are counted only up to the first odd byte; from there on ASCII is passed over four bytes at a time.
	let counting = evidence.invalidLine === null;
	for (let i = 0; i < bytes.length;) {
		const byte = bytes[i];
		if (byte < 0x80) {
			const next = counting || (i & 3) !== 0 ? i : afterAscii(words, i);
			if (next === i && byte === LINE_FEED) line++;
			i = next === i ? i + 1 : next;
			continue;
		}
		const length = characterLength(byte);
		if (length > 1 && isCharacter(bytes, i, length)) {
			multibyte++;
			i += length;
			continue;
		}
		if (counting) evidence.invalidLine = line;
		counting = false;
		invalid++;
		if (byte < 0xa0) upperControls++;
		undefined1252 += UNDEFINED_1252[byte];
		i++;
	}
	evidence.multibyte += multibyte;
	evidence.invalid += invalid;
	evidence.upperControls += upperControls;
	evidence.undefined1252 += undefined1252;
	return line;
}

/** The byte at which the first word begins that is not all ASCII, from a byte on that begins a word. */
function afterAscii(words: Uint32Array, from: number): number {
	let word = from >> 2;
	while (word < words.length && (words[word] & 0x80808080) === 0) word++;
	return word << 2;
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
	const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	const before = evidence.bytes % 2;
	for (let i = all.indexOf(0); i >= 0; i = all.indexOf(0, i + 1)) {
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

/**
 * Two buffers are used in turn, so that one is filled while the other is worked on: a piece is valid until the next one.
 * Only the last may be short.
 */
export async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
	const file = await open(path);
	const buffers = [new Uint8Array(PIECE_BYTES), new Uint8Array(PIECE_BYTES)];
	let coming = filled(file, buffers[0]);
	try {
		for (let turn = 1; ; turn = 1 - turn) {
			const piece = await coming;
			const last = piece.length < PIECE_BYTES;
			if (!last) coming = filled(file, buffers[turn]);
			if (piece.length > 0) yield piece;
			if (last) return;
		}
	} finally {
		await coming.catch(() => null);
		await file.close();
	}
}

/** Begins to fill a buffer. A failure waits for whoever asks for the piece. */
function filled(file: FileHandle, buffer: Uint8Array): Promise<Uint8Array> {
	const piece = fill(file, buffer);
	piece.catch(() => null);
	return piece;
}

async function fill(file: FileHandle, buffer: Uint8Array): Promise<Uint8Array> {
	let bytes = 0;
	while (bytes < buffer.length) {
		const { bytesRead } = await file.read(buffer, bytes, buffer.length - bytes, null);
		if (bytesRead === 0) break;
		bytes += bytesRead;
	}
	return buffer.subarray(0, bytes);
}

function flags(bytes: number[]): Uint8Array {
	const set = new Uint8Array(256);
	for (const byte of bytes) set[byte] = 1;
	return set;
}
