import type { CsvStructure, StructureCode } from './csv-structure.ts';

export interface CsvScannerOptions {
	/** Byte of the delimiter, e.g. 44 for a comma. */
	delimiter: number;
	/** Fields every record must have. */
	columns: number;
	/** Physical line, counted from 1, on which the first byte given to the scanner stands. */
	firstLine: number;
	/** Longer records are rejected; also how far an open quotation mark is followed. Default 2,000,000 bytes. */
	maxRecordBytes?: number;
	/** Whether bytes, cut at a line end, are valid UTF-8. Without it the encoding is not checked. */
	isUtf8?: (bytes: Uint8Array) => boolean;
	/** Rejects the records that are not valid UTF-8, one by one, instead of naming the first line that is not. */
	rejectInvalid?: boolean;
	/** Called for every record in order of the file, good (`code` null) or not; the bytes are valid only during the call. */
	onRecord?: (record: ScannedRecord) => void;
}

export interface ScannedRecord {
	/** Counted from 1; blank lines do not count. */
	record: number;
	/** Physical line on which it begins. */
	line: number;
	window: Uint8Array;
	/** Bytes of the record in the window, without its line end. */
	start: number;
	end: number;
	code: StructureCode | null;
	/** Fields found; of interest where their number is wrong. */
	fields: number;
}

const DELIMITER = 1;
const QUOTE = 2;
const LINE_FEED = 4;
const CARRIAGE_RETURN = 6;
const NUL = 8;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE_BYTE = 34;
const INCOMPLETE = -1;
const MALFORMED = -2;
const EMPTY = new Uint8Array(0);

/**
 * Counts the records of a CSV file while its bytes go by, and says for every record where it begins and
 * whether it can be read: "rows read" does not depend on what an engine makes of the file.
 *
 * Variant: RFC 4180 with `"` doubled inside quotes, spaces allowed around a quoted field, a quotation mark
 * inside an unquoted field taken as text, and LF, CRLF or CR as line end. A record with a broken quotation
 * mark costs its first physical line only: reading goes on at the next line, so one forgotten mark does not
 * swallow the rest of the file.
 *
 * @example
 * const scanner = new CsvScanner({ delimiter: 44, columns: 2, firstLine: 2 });
 * scanner.push(new TextEncoder().encode('1,2\n3\n'));
 * scanner.end().badRecords // 1
 */
export class CsvScanner {
	readonly #options: CsvScannerOptions;
	readonly #maxRecordBytes: number;
	readonly #kinds: Uint8Array;
	#rest: Uint8Array = EMPTY;
	#skippingLine = false;
	#line: number;
	#shift = 0;
	#fields = 0;
	#linesInside = 0;
	#sawNul = false;
	#openQuote = false;
	readonly #bad: number[] = [];
	readonly #shiftRecords: number[] = [];
	readonly #shiftExtras: number[] = [];
	readonly #count = { records: 0, blankLines: 0, lineFeeds: 0, carriageReturns: 0, crlfs: 0 };
	#invalidUtf8Line: number | null = null;

	constructor(options: CsvScannerOptions) {
		this.#options = options;
		this.#maxRecordBytes = options.maxRecordBytes ?? 2_000_000;
		this.#line = options.firstLine;
		this.#kinds = kindsOfBytes(options.delimiter);
	}

	/** The next bytes of the file; pieces of several megabytes are fastest. */
	push(bytes: Uint8Array): void {
		const window = this.#rest.length > 0 ? concatenate(this.#rest, bytes) : bytes;
		const consumed = this.#scan(window, false);
		this.#rest = consumed === window.length ? EMPTY : Uint8Array.from(window.subarray(consumed));
	}

	/** Call once after the last bytes. */
	end(): CsvStructure {
		this.#scan(this.#rest, true);
		this.#rest = EMPTY;
		return {
			...this.#count,
			badRecords: this.#bad.length,
			physicalLines: this.#line - this.#options.firstLine,
			lineShifts: {
				record: Float64Array.from(this.#shiftRecords),
				extra: Float64Array.from(this.#shiftExtras)
			},
			bad: Float64Array.from(this.#bad),
			invalidUtf8Line: this.#invalidUtf8Line
		};
	}

	/** Reads the whole records of a window; the index of the first byte that is not used up. */
	#scan(window: Uint8Array, last: boolean): number {
		const firstLine = this.#line;
		let position = this.#skippingLine ? this.#skipLine(window, 0, last) : 0;
		while (position < window.length) {
			const next = this.#readRecord(window, position, last);
			if (next === INCOMPLETE) break;
			position = next;
		}
		this.#checkUtf8(window.subarray(0, position), firstLine);
		return position;
	}

	/** Reads one record; the index behind its line end, or INCOMPLETE. */
	#readRecord(window: Uint8Array, start: number, last: boolean): number {
		this.#sawNul = false;
		const end = this.#findEnd(window, start, last);
		if (end === MALFORMED) return this.#rejectFirstLine(window, start, last);
		const tooLong = end === INCOMPLETE && window.length - start > this.#maxRecordBytes;
		if (tooLong || (end === INCOMPLETE && last)) return this.#rejectFirstLine(window, start, last);
		if (end === INCOMPLETE) return INCOMPLETE;
		if (end === start) this.#count.blankLines++;
		else this.#tell(window, start, end, this.#judge(window, start, end));
		this.#line += this.#linesInside;
		return this.#passLineEnd(window, end);
	}

	#judge(window: Uint8Array, start: number, end: number): StructureCode | null {
		const { isUtf8, rejectInvalid } = this.#options;
		if (this.#sawNul) return 'nul-byte';
		if (end - start > this.#maxRecordBytes) return 'line-too-long';
		if (rejectInvalid && isUtf8 && !isUtf8(window.subarray(start, end))) return 'wrong-encoding';
		if (this.#fields < this.#options.columns) return 'too-few-columns';
		return this.#fields > this.#options.columns ? 'too-many-columns' : null;
	}

	/** The index of the record's line end (or of the window's end in the last one), INCOMPLETE or MALFORMED. */
	#findEnd(window: Uint8Array, start: number, last: boolean): number {
		const kinds = this.#kinds;
		const length = window.length;
		let fields = 1;
		this.#linesInside = 0;
		this.#openQuote = false;
		for (let i = start; i < length; i++) {
			const kind = kinds[window[i]];
			// Counted without a branch: delimiters come too irregularly for the processor to foresee.
			fields += kind & DELIMITER;
			if (kind <= DELIMITER) continue;
			if (kind === QUOTE) {
				if (!this.#beginsField(window, start, i)) continue;
				i = this.#findClosing(window, i + 1, last);
				if (i < 0) return i;
			} else if (kind === NUL) {
				this.#sawNul = true;
			} else {
				if (kind === CARRIAGE_RETURN && i + 1 === length && !last) return INCOMPLETE;
				this.#fields = fields;
				return i;
			}
		}
		this.#fields = fields;
		return last ? length : INCOMPLETE;
	}

	/** Whether nothing but spaces stands between a quotation mark and the delimiter before it. */
	#beginsField(window: Uint8Array, start: number, quote: number): boolean {
		let i = quote - 1;
		while (i >= start && window[i] === SPACE) i--;
		return i < start || this.#kinds[window[i]] === DELIMITER;
	}

	/** From behind an opening quotation mark to the last byte before the next delimiter or line end. */
	#findClosing(window: Uint8Array, start: number, last: boolean): number {
		const length = window.length;
		this.#openQuote = true;
		for (let i = start; i < length; i++) {
			const byte = window[i];
			if (byte > QUOTE_BYTE) continue;
			if (byte === LF || (byte === CR && window[i + 1] !== LF)) this.#linesInside++;
			else if (byte === 0) this.#sawNul = true;
			if (byte !== QUOTE_BYTE) continue;
			if (i + 1 === length) return this.#closed(last, i);
			if (window[i + 1] === QUOTE_BYTE) i++;
			else return this.#afterClosing(window, i, last);
		}
		return INCOMPLETE;
	}

	#afterClosing(window: Uint8Array, closing: number, last: boolean): number {
		let i = closing + 1;
		while (i < window.length && window[i] === SPACE) i++;
		if (i === window.length) return this.#closed(last, i - 1);
		const kind = this.#kinds[window[i]];
		const ends = kind === DELIMITER || kind === LINE_FEED || kind === CARRIAGE_RETURN;
		this.#openQuote = false;
		return ends ? i - 1 : MALFORMED;
	}

	#closed(last: boolean, index: number): number {
		this.#openQuote = false;
		return last ? index : INCOMPLETE;
	}

	/** A broken record: its first physical line is rejected, reading goes on behind it. */
	#rejectFirstLine(window: Uint8Array, start: number, last: boolean): number {
		let end = start;
		while (end < window.length && window[end] !== LF && window[end] !== CR) end++;
		if (end === window.length && !last && end - start <= this.#maxRecordBytes) return INCOMPLETE;
		const longLine = end - start > this.#maxRecordBytes;
		const open = this.#openQuote || this.#linesInside > 0;
		const brokenQuote = open ? 'unterminated-quote' : 'stray-quote';
		this.#tell(window, start, end, longLine ? 'line-too-long' : brokenQuote);
		return this.#skipLine(window, end, last);
	}

	/** Passes the rest of a physical line whose record is told already. */
	#skipLine(window: Uint8Array, from: number, last: boolean): number {
		let end = from;
		while (end < window.length && window[end] !== LF && window[end] !== CR) end++;
		const cut = end === window.length || (window[end] === CR && end + 1 === window.length);
		this.#skippingLine = cut && !last;
		if (this.#skippingLine) return end;
		return this.#passLineEnd(window, end);
	}

	#passLineEnd(window: Uint8Array, end: number): number {
		this.#line++;
		if (end === window.length) return end;
		const crlf = window[end] === CR && window[end + 1] === LF;
		if (crlf) this.#count.crlfs++;
		else if (window[end] === CR) this.#count.carriageReturns++;
		else this.#count.lineFeeds++;
		return end + (crlf ? 2 : 1);
	}

	#tell(window: Uint8Array, start: number, end: number, code: StructureCode | null): void {
		const record = ++this.#count.records;
		const shift = this.#line - this.#options.firstLine - (record - 1);
		if (shift !== this.#shift) {
			this.#shift = shift;
			this.#shiftRecords.push(record);
			this.#shiftExtras.push(shift);
		}
		if (code) this.#bad.push(record);
		const fields = this.#fields;
		this.#options.onRecord?.({ record, line: this.#line, window, start, end, code, fields });
	}

	#checkUtf8(bytes: Uint8Array, firstLine: number): void {
		const { isUtf8, rejectInvalid } = this.#options;
		if (!isUtf8 || rejectInvalid || this.#invalidUtf8Line !== null || isUtf8(bytes)) return;
		let line = firstLine;
		for (let start = 0; start < bytes.length; line++) {
			let end = start;
			while (end < bytes.length && bytes[end] !== LF) end++;
			if (!isUtf8(bytes.subarray(start, end))) break;
			start = end + 1;
		}
		this.#invalidUtf8Line = line;
	}
}

function kindsOfBytes(delimiter: number): Uint8Array {
	const kinds = new Uint8Array(256);
	kinds[0] = NUL;
	kinds[LF] = LINE_FEED;
	kinds[CR] = CARRIAGE_RETURN;
	kinds[QUOTE_BYTE] = QUOTE;
	kinds[delimiter] = DELIMITER;
	return kinds;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
	const both = new Uint8Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}
