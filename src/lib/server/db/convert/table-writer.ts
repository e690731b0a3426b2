import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { csvRow } from '#lib/domain/ingest/csv-row.ts';
import type { SourceLines } from '#lib/domain/ingest/source-lines.ts';
import type { Allowance } from './limits.ts';

const BUFFER_CHARACTERS = 1 << 20;
const PIECE_BYTES = 1 << 20;

/**
 * Writes rows as a CSV text whose width and header are known only at the end: the rows go to a file of their own,
 * and are given their missing fields when they are copied behind the header.
 */
export class TableWriter {
	readonly #path: string;
	readonly #file: number;
	readonly #allowance: Allowance;
	#texts: string[] = [];
	#characters = 0;
	#rows = 0;
	#bytes = new Uint32Array(1024);
	#widths = new Uint16Array(1024);
	#widest = 0;
	#uniform = true;
	#line = 1;
	#expected = NaN;
	readonly #lines: SourceLines = { made: [], source: [] };

	/** @param path where the table will stand */
	constructor(path: string, allowance: Allowance) {
		this.#path = path;
		this.#file = openSync(this.#rowsPath, 'w', 0o600);
		this.#allowance = allowance;
	}

	get rows(): number {
		return this.#rows;
	}

	/** @param sourceLine where the row stands in the person's file */
	add(cells: readonly (string | null)[], sourceLine: number): void {
		const text = `${csvRow(cells)}\n`;
		this.#note(cells.length, Buffer.byteLength(text));
		if (sourceLine !== this.#expected) {
			this.#lines.made.push(this.#line);
			this.#lines.source.push(sourceLine);
		}
		const breaks = text.length > 1 ? lineEnds(text) : 1;
		this.#line += breaks;
		// Lines below the first of a row that has several are no lines of the source.
		this.#expected = sourceLine + breaks;
		this.#texts.push(text);
		this.#characters += text.length;
		if (this.#characters > BUFFER_CHARACTERS) this.#flush();
	}

	/** Writes the table. Call once. */
	finish(header: string[] | null): SourceLines {
		this.#flush();
		closeSync(this.#file);
		const width = Math.max(this.#widest, header?.length ?? 0);
		if (!header && this.#uniform) {
			renameSync(this.#rowsPath, this.#path);
			return this.#lines;
		}
		const first = header ? `${csvRow(header)}\n` : '';
		this.#copy(first, width);
		rmSync(this.#rowsPath);
		const above = lineEnds(first);
		return { made: this.#lines.made.map((line) => line + above), source: this.#lines.source };
	}

	get #rowsPath(): string {
		return `${this.#path}.rows`;
	}

	#note(width: number, bytes: number): void {
		if (this.#rows === this.#bytes.length) {
			this.#bytes = grown(this.#bytes, new Uint32Array(2 * this.#rows));
			this.#widths = grown(this.#widths, new Uint16Array(2 * this.#rows));
		}
		this.#allowance.take(bytes);
		this.#bytes[this.#rows] = bytes;
		this.#widths[this.#rows] = width;
		if (this.#rows > 0 && width !== this.#widest) this.#uniform = false;
		this.#widest = Math.max(this.#widest, width);
		this.#rows++;
	}

	#flush(): void {
		if (this.#texts.length > 0) writeAll(this.#file, Buffer.from(this.#texts.join('')));
		this.#texts = [];
		this.#characters = 0;
	}

	#copy(first: string, width: number): void {
		const from = openSync(this.#rowsPath, 'r');
		const to = openSync(this.#path, 'w', 0o600);
		const out = new PieceWriter(to);
		const source = new PieceReader(from);
		try {
			out.write(Buffer.from(first));
			for (let row = 0; row < this.#rows; row++) {
				source.pass(this.#bytes[row] - 1, out);
				out.write(Buffer.from(`${','.repeat(width - this.#widths[row])}\n`));
				source.skip(1);
			}
			out.flush();
		} finally {
			closeSync(from);
			closeSync(to);
		}
	}
}

class PieceWriter {
	readonly #file: number;
	readonly #buffer = Buffer.alloc(PIECE_BYTES);
	#used = 0;

	constructor(file: number) {
		this.#file = file;
	}

	write(bytes: Uint8Array): void {
		if (this.#used + bytes.length > PIECE_BYTES) this.flush();
		if (bytes.length > PIECE_BYTES) return writeAll(this.#file, bytes);
		this.#buffer.set(bytes, this.#used);
		this.#used += bytes.length;
	}

	flush(): void {
		writeAll(this.#file, this.#buffer.subarray(0, this.#used));
		this.#used = 0;
	}
}

class PieceReader {
	readonly #file: number;
	readonly #buffer = Buffer.alloc(PIECE_BYTES);
	#from = 0;
	#to = 0;

	constructor(file: number) {
		this.#file = file;
	}

	pass(bytes: number, out: PieceWriter): void {
		while (bytes > 0) {
			const piece = this.#next(bytes);
			out.write(piece);
			bytes -= piece.length;
		}
	}

	skip(bytes: number): void {
		while (bytes > 0) bytes -= this.#next(bytes).length;
	}

	#next(most: number): Uint8Array {
		if (this.#from === this.#to) {
			this.#to = readSync(this.#file, this.#buffer, 0, PIECE_BYTES, null);
			this.#from = 0;
			if (this.#to === 0) throw new Error('TableWriter: its rows end too early');
		}
		const piece = this.#buffer.subarray(this.#from, Math.min(this.#to, this.#from + most));
		this.#from += piece.length;
		return piece;
	}
}

/** A disk may take less than it was given. */
export function writeAll(file: number, bytes: Uint8Array): void {
	for (let done = 0; done < bytes.length;) {
		done += writeSync(file, bytes, done, bytes.length - done);
	}
}

function grown<T extends Uint32Array | Uint16Array>(values: T, larger: T): T {
	larger.set(values);
	return larger;
}

function lineEnds(text: string): number {
	return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
