import { closeSync, openSync } from 'node:fs';
import iconv from 'iconv-lite';
import type { TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import { piecesOf } from './find-encoding.ts';
import type { Allowance } from './limits.ts';
import { writeAll } from './table-writer.ts';

/** Writes a text in UTF-8, without a mark at its beginning; its lines stay where they are. */
export async function transcodeFile(
	from: { path: string; bytes: number },
	to: string,
	encoding: TextEncoding,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<void> {
	const decoder = iconv.getDecoder(encoding, { stripBOM: true });
	const file = openSync(to, 'w', 0o600);
	let read = 0;
	const write = (text: string) => {
		const bytes = Buffer.from(text);
		allowance.take(bytes.length);
		writeAll(file, bytes);
	};
	try {
		for await (const piece of piecesOf(from.path)) {
			write(decoder.write(Buffer.from(piece)));
			read += piece.length;
			onProgress(read / from.bytes);
		}
		write(decoder.end() ?? '');
	} finally {
		closeSync(file);
	}
}
