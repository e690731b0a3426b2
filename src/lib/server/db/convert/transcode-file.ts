import { closeSync, openSync } from 'node:fs';
import iconv from 'iconv-lite';
import type { TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import { piecesOf } from './find-encoding.ts';
import type { Allowance } from './limits.ts';
import { writeAll } from './table-writer.ts';

/** Turns the pieces of a text into UTF-8, one after the other, then what is left. */
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
	const transcoder = isWide(encoding) ? bySigns(encoding) : byTable(encoding);
	const file = openSync(to, 'w', 0o600);
	let read = 0;
	const write = (bytes: Uint8Array) => {
		allowance.take(bytes.length);
		writeAll(file, bytes);
	};
	try {
		for await (const piece of piecesOf(from.path)) {
			write(transcoder.write(piece));
			read += piece.length;
			onProgress(read / from.bytes);
		}
		write(transcoder.end());
	} finally {
		closeSync(file);
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
	let room = new Uint8Array(0);
	return {
		write(piece) {
			if (room.length < piece.length * longest) room = new Uint8Array(piece.length * longest);
			let end = 0;
			for (let i = 0; i < piece.length; i++) {
				const byte = piece[i];
				if (byte < 0x80) room[end++] = byte;
				else {
					const sign = signs[byte];
					for (let j = 0; j < sign.length; j++) room[end++] = sign[j];
				}
			}
			return room.subarray(0, end);
		},
		end: () => new Uint8Array(0)
	};
}
