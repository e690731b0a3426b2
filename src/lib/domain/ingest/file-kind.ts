/** What a file is, as far as its first bytes tell. */
export type FileKind =
	| { kind: 'text' }
	| { kind: 'json' }
	| { kind: 'empty' }
	| { kind: 'gzip' }
	/** A workbook or another archive; its list of contents tells. */
	| { kind: 'zip' }
	| { kind: 'parquet' }
	/** `format` names a known container, e.g. `pdf`; `unknown` where bytes simply are no text. */
	| { kind: 'binary'; format: string };

/**
 * Tells text, in whatever encoding, from containers that have to be unpacked first and from what holds no table: a
 * picture, a program, an old workbook. Some NUL bytes do not make a text anything else.
 *
 * @param head the first bytes of the file; a few thousand are enough
 * @example fileKind(Uint8Array.of(0x50, 0x4b, 3, 4)).kind // 'zip'
 */
export function fileKind(head: Uint8Array): FileKind {
	if (head.length === 0) return { kind: 'empty' };
	const known = FORMATS.find(([magic]) => magic.every((byte, i) => head[i] === byte));
	if (known) return known[1];
	if (!isText(head)) return { kind: 'binary', format: 'unknown' };
	return JSON_START.test(startOf(head)) ? { kind: 'json' } : { kind: 'text' };
}

const binary = (format: string): FileKind => ({ kind: 'binary', format });

const FORMATS: [number[], FileKind][] = [
	[[0xff, 0xfe], { kind: 'text' }],
	[[0xfe, 0xff], { kind: 'text' }],
	[[0x50, 0x4b, 0x03, 0x04], { kind: 'zip' }],
	[[0x50, 0x4b, 0x05, 0x06], { kind: 'zip' }],
	[[0x1f, 0x8b], { kind: 'gzip' }],
	[[0x50, 0x41, 0x52, 0x31], { kind: 'parquet' }],
	[[0xd0, 0xcf, 0x11, 0xe0], binary('xls')],
	[[0x25, 0x50, 0x44, 0x46], binary('pdf')],
	[[0x89, 0x50, 0x4e, 0x47], binary('png')],
	[[0xff, 0xd8, 0xff], binary('jpeg')],
	[[0x7f, 0x45, 0x4c, 0x46], binary('program')]
];

/** An object with a name in it, or a list of objects or lists. */
const JSON_START = /^\s*(\{\s*("|\})|\[\s*[[{\]])/;

/** The first characters as far as ASCII goes, zero bytes of wide characters left out. */
function startOf(head: Uint8Array): string {
	const bytes = head.subarray(0, 2000).filter((byte) => byte > 0 && byte < 128);
	return String.fromCharCode(...bytes);
}

/** Most bytes are no control characters; zero bytes may stand in every other place, or here and there. */
function isText(head: Uint8Array): boolean {
	const zeros = count(head, (byte) => byte === 0);
	const controls = count(head, isControl);
	const wide = zeros > 0.2 * head.length;
	if (wide && !looksWide(head)) return zeros < 0.3 * head.length && controls === 0;
	return controls <= 0.1 * (head.length - zeros);
}

function looksWide(head: Uint8Array): boolean {
	const zeros = [0, 0];
	head.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
	return Math.max(...zeros) > 8 * Math.min(...zeros);
}

/** Control characters other than NUL, tab, line ends, the end-of-file mark of old systems and rare delimiters. */
function isControl(byte: number): boolean {
	return byte < 32 && ![0, 1, 9, 10, 13, 26, 31].includes(byte);
}

function count(bytes: Uint8Array, test: (byte: number) => boolean): number {
	let n = 0;
	for (const byte of bytes) if (test(byte)) n++;
	return n;
}
