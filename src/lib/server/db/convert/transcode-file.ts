import { open, type FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import { piecesOf } from './find-encoding.ts';
import type { Allowance } from './limits.ts';

/** Turns the pieces of a text into UTF-8, one after the other, then what is left. What it gives is valid until the piece after the next. */
interface Transcoder {
	write(piece: Uint8Array): Uint8Array;
	end(): Uint8Array;
}

/** Writes a text in UTF-8, without a mark at its beginning; its lines stay where they are. */
export async function transcodeFile(
	from: { path: string; bytes: number },
	to: string,
	encoding: TextEncoding,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<void> {
	const text = new TranscodedText(to, encoding, allowance);
	let read = 0;
	try {
		for await (const piece of piecesOf(from.path)) {
			await text.write(piece);
			read += piece.length;
			onProgress(read / from.bytes);
		}
	} finally {
		await text.end();
	}
}

/** A text that is written in UTF-8 as its pieces come. One piece goes to the disk while the next is turned. */
export class TranscodedText {
	readonly #transcoder: Transcoder;
	readonly #file: Promise<FileHandle>;
	readonly #allowance: Allowance;
	#writing: Promise<void>;

	/** @param to where the text will stand */
	constructor(to: string, encoding: TextEncoding, allowance: Allowance) {
		this.#transcoder = isWide(encoding) ? bySigns(encoding) : byTable(encoding);
		this.#allowance = allowance;
		this.#file = open(to, 'w', 0o600);
		this.#writing = this.#file.then(() => undefined);
		// A failure waits for the first piece.
		this.#writing.catch(() => null);
	}

	async write(piece: Uint8Array): Promise<void> {
		await this.#append(this.#transcoder.write(piece));
	}

	/** Writes what is left, and closes the file; also after a failure. */
	async end(): Promise<void> {
		try {
			await this.#append(this.#transcoder.end());
			await this.#writing;
		} finally {
			await (await this.#file).close();
		}
	}

	async #append(bytes: Uint8Array): Promise<void> {
		this.#allowance.take(bytes.length);
		await this.#writing;
		this.#writing = this.#writeAll(bytes);
		// A failure waits for the next piece or the end.
		this.#writing.catch(() => null);
	}

	/** A disk may take less than it was given. */
	async #writeAll(bytes: Uint8Array): Promise<void> {
		const file = await this.#file;
		for (let done = 0; done < bytes.length;) {
			done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
		}
	}
}

/** Encodings in which a character can be more than one byte. */
function isWide(encoding: TextEncoding): boolean {
	return encoding.startsWith('utf-');
}

function bySigns(encoding: TextEncoding): Transcoder {
	const decoder = iconv.getDecoder(encoding, { stripBOM: true });
	return {
		write: (piece) => Buffer.from(decoder.write(Buffer.from(piece))),
		end: () => Buffer.from(decoder.end() ?? '')
	};
}

/** A byte is a character: each is looked up in a table of 256, many times faster than by way of a string. */
function byTable(encoding: TextEncoding): Transcoder {
	const signs = Array.from({ length: 256 }, (_, byte) =>
		Buffer.from(iconv.decode(Buffer.of(byte), encoding, { stripBOM: false }))
	);
	const longest = Math.max(...signs.map(({ length }) => length));
	const table = {
		lengths: Uint8Array.from(signs, ({ length }) => length),
		codes: Uint32Array.from(signs, (sign) => sign.readUIntLE(0, sign.length))
	};
	const rooms = [new Uint8Array(0), new Uint8Array(0)];
	return {
		write(piece) {
			rooms.reverse();
			const most = piece.length * longest + WORD_BYTES;
			if (rooms[0].length < most) rooms[0] = new Uint8Array(most);
			return rooms[0].subarray(0, turned(piece, rooms[0], table));
		},
		end: () => new Uint8Array(0)
	};
}

/** What becomes of each byte: how many others, and which, the first one lowest. */
interface ByteTable {
	lengths: Uint8Array;
	codes: Uint32Array;
}

const WORD_BYTES = 4;

/**
 * Four bytes at a time are written, whatever their number: what is too many is written over by the next.
 *
 * @returns how many bytes the piece became
 */
function turned(piece: Uint8Array, room: Uint8Array, { lengths, codes }: ByteTable): number {
	const to = new DataView(room.buffer);
	const from = piece.byteOffset % WORD_BYTES === 0 ? piece : Uint8Array.from(piece);
	const words = new Uint32Array(from.buffer, from.byteOffset, from.length >> 2);
	let end = 0;
	for (let w = 0; w <= words.length; w++) {
		const word = w < words.length ? words[w] : -1;
		if ((word & 0x80808080) === 0) {
			to.setUint32(end, word, true);
			end += WORD_BYTES;
			continue;
		}
		const next = Math.min(from.length, WORD_BYTES * (w + 1));
		for (let i = WORD_BYTES * w; i < next; i++) {
			to.setUint32(end, codes[from[i]], true);
			end += lengths[from[i]];
		}
	}
	return end;
}
