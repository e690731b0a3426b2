/** How the characters of a text are written as bytes. */
export type TextEncoding =
	| 'utf-8'
	| 'utf-16le'
	| 'utf-16be'
	| 'windows-1252'
	| 'iso-8859-1'
	| 'iso-8859-15'
	| 'windows-1250'
	| 'ibm850'
	| 'macintosh';

/** All of them; those after the first five are used only where somebody asks for them. */
export const ENCODINGS: TextEncoding[] = [
	'utf-8',
	'utf-16le',
	'utf-16be',
	'windows-1252',
	'iso-8859-1',
	'iso-8859-15',
	'windows-1250',
	'ibm850',
	'macintosh'
];

/** Encodings as people know them. */
export const ENCODING_NAMES: Record<TextEncoding, string> = {
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16 LE',
	'utf-16be': 'UTF-16 BE',
	'windows-1252': 'Windows-1252',
	'iso-8859-1': 'Latin-1 (ISO 8859-1)',
	'iso-8859-15': 'Latin-9 (ISO 8859-15)',
	'windows-1250': 'Windows-1250',
	ibm850: 'DOS (Codepage 850)',
	macintosh: 'Mac Roman'
};

/** What the bytes of a whole text say about its encoding. */
export interface EncodingEvidence {
	/** The mark at its beginning, which settles everything. */
	mark: 'utf-8' | 'utf-16le' | 'utf-16be' | null;
	/** Zero bytes at even and at odd places. */
	zeros: [even: number, odd: number];
	bytes: number;
	/** Characters of more than one byte in UTF-8, and bytes that are no UTF-8. */
	multibyte: number;
	invalid: number;
	/** Line of the first byte that is no UTF-8; null where all are. */
	invalidLine: number | null;
	/** Bytes 0x80 to 0x9F outside of UTF-8: letters and signs in Windows-1252, nothing a text holds in Latin-1. */
	upperControls: number;
	/** Bytes without a meaning in Windows-1252. */
	undefined1252: number;
}

export interface DecidedEncoding {
	encoding: TextEncoding;
	/** Whether the text begins with a mark that is no part of it. */
	marked: boolean;
	/** What remains odd: rows that are no UTF-8 in a file that is, or bytes that the encoding gives no meaning. */
	doubt: 'damaged' | 'undefined-bytes' | null;
}

/** A file is a damaged UTF-8 file, not one in Windows-1252, where it has so many times more characters of UTF-8. */
const DAMAGED_SHARE = 4;

/**
 * The encoding of a text from the evidence of all its bytes: a mark, zero bytes in every other place, valid
 * UTF-8, and else a table of one byte a character, Latin-1 unless bytes occur that only Windows-1252 gives a sign.
 *
 * @example decideEncoding({ mark: null, zeros: [0, 0], bytes: 9, multibyte: 0, invalid: 1, invalidLine: 1, upperControls: 1, undefined1252: 0 }).encoding // 'windows-1252'
 */
export function decideEncoding(evidence: EncodingEvidence): DecidedEncoding {
	const { mark, zeros, bytes, multibyte, invalid, upperControls, undefined1252 } = evidence;
	const settled = (encoding: TextEncoding, doubt: DecidedEncoding['doubt'] = null) => ({
		encoding,
		marked: mark !== null,
		doubt
	});
	if (mark !== null && mark !== 'utf-8') return settled(mark);
	const wide = zeros[0] + zeros[1] > 0.2 * bytes;
	if (mark === null && wide && zeros[1] > 8 * zeros[0]) return settled('utf-16le');
	if (mark === null && wide && zeros[0] > 8 * zeros[1]) return settled('utf-16be');
	if (invalid === 0) return settled('utf-8');
	if (mark === 'utf-8' || multibyte > DAMAGED_SHARE * invalid) return settled('utf-8', 'damaged');
	if (undefined1252 > 0) return settled('windows-1252', 'undefined-bytes');
	return settled(upperControls > 0 ? 'windows-1252' : 'iso-8859-1');
}
