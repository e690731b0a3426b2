/** What a file is, as far as its first bytes tell. */
export type FileKind =
	| { kind: 'text' }
	| { kind: 'empty' }
	| { kind: 'utf-16' }
	/** `format` names a known container, e.g. `xlsx`; `unknown` where bytes simply are no text. */
	| { kind: 'binary'; format: string };

/**
 * Tells text in UTF-8 from what cannot be read as such: an empty file, UTF-16 (by its byte order mark or by
 * every other byte being zero), a workbook, an archive, a picture.
 *
 * @param head the first bytes of the file; a few thousand are enough
 * @example fileKind(Uint8Array.of(0x50, 0x4b, 3, 4)).kind // 'binary'
 */
export function fileKind(head: Uint8Array): FileKind {
	if (head.length === 0) return { kind: 'empty' };
	const format = FORMATS.find(([magic]) => magic.every((byte, i) => head[i] === byte));
	if (format) return format[1] === 'utf-16' ? { kind: 'utf-16' } : binary(format[1]);
	const nulShare = count(head, (byte) => byte === 0) / head.length;
	if (nulShare > 0.2 && looksLikeUtf16(head)) return { kind: 'utf-16' };
	const controlShare = count(head, isControl) / head.length;
	return nulShare > 0.02 || controlShare > 0.1 ? binary('unknown') : { kind: 'text' };
}

const FORMATS: [number[], string][] = [
	[[0xff, 0xfe], 'utf-16'],
	[[0xfe, 0xff], 'utf-16'],
	[[0x50, 0x4b, 0x03, 0x04], 'xlsx'],
	[[0xd0, 0xcf, 0x11, 0xe0], 'xls'],
	[[0x25, 0x50, 0x44, 0x46], 'pdf'],
	[[0x1f, 0x8b], 'gzip'],
	[[0x50, 0x41, 0x52, 0x31], 'parquet'],
	[[0x89, 0x50, 0x4e, 0x47], 'png'],
	[[0xff, 0xd8, 0xff], 'jpeg'],
	[[0x7f, 0x45, 0x4c, 0x46], 'program']
];

function looksLikeUtf16(head: Uint8Array): boolean {
	const zeros = [0, 0];
	head.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
	return Math.max(...zeros) > 8 * Math.min(...zeros);
}

/** Control characters other than tab, line ends and the end-of-file mark of old systems. */
function isControl(byte: number): boolean {
	return byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 26;
}

function count(bytes: Uint8Array, test: (byte: number) => boolean): number {
	let n = 0;
	for (const byte of bytes) if (test(byte)) n++;
	return n;
}

function binary(format: string): FileKind {
	return { kind: 'binary', format };
}
