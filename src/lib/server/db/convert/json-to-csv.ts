import { flattenJson } from '#lib/domain/ingest/flatten-json.ts';
import type { SourceLines } from '#lib/domain/ingest/source-lines.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { LONGEST_RECORD_BYTES, MOST_COLUMNS } from '../load/source-file.ts';
import { piecesOf } from './find-encoding.ts';
import type { Allowance } from './limits.ts';
import { TableWriter } from './table-writer.ts';

const [QUOTE, BACKSLASH, LF, COMMA, COLON] = [34, 92, 10, 44, 58];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];
const isBlank = (byte: number) => byte === 32 || byte === 9 || byte === 10 || byte === 13;

export interface JsonTable {
	/** One object a line, or one list of objects. */
	format: 'ndjson' | 'json';
	/** Lines of the file; entries are counted instead where several stand on one line. */
	lines: SourceLines | 'records';
}

/**
 * Makes a CSV text of a JSON list of objects, or of one object a line. The columns are the fields of all objects in
 * the order in which they appear.
 *
 * @throws WorkbenchError json-broken with the line, json-cut-short, json-not-objects, json-entry-too-long,
 * too-many-columns, file-no-rows
 */
export async function jsonToCsv(
	from: { path: string; name: string; bytes: number },
	to: string,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<JsonTable> {
	const columns = new Map<string, number>();
	const writer = new TableWriter(to, allowance);
	let entries = 0;
	let lastLine = 0;
	let oneLineEach = true;
	const entryLines: number[] = [];
	const elements = new JsonElements(from.name, (text, line) => {
		const row = flattenJson(text);
		if (!row) throw new WorkbenchError('json-broken', { name: from.name, line });
		entries++;
		oneLineEach &&= line > lastLine;
		lastLine = line;
		entryLines.push(line);
		const cells: (string | null)[] = new Array(columns.size).fill(null);
		for (const [key, value] of row) {
			const at = columns.get(key) ?? columns.size;
			if (at === columns.size) columns.set(key, at);
			cells[at] = value;
		}
		if (columns.size > MOST_COLUMNS) throw tooWide(from.name, columns.size);
		for (let c = 0; c < cells.length; c++) cells[c] ??= null;
		writer.add(cells, entries);
	});
	let read = 0;
	for await (const piece of piecesOf(from.path)) {
		elements.push(Buffer.from(piece));
		read += piece.length;
		onProgress(read / from.bytes);
	}
	const { isList } = elements.end();
	if (entries === 0) throw new WorkbenchError('file-no-rows', { name: from.name });
	const byEntry = writer.finish([...columns.keys()]);
	const lines = oneLineEach ? linesOfEntries(byEntry, entryLines) : 'records';
	return { format: isList ? 'json' : 'ndjson', lines };
}

function tooWide(name: string, columns: number): WorkbenchError {
	return new WorkbenchError('too-many-columns', { name, columns, most: MOST_COLUMNS });
}

/** Line by line instead of entry by entry: both lists of places as one. */
function linesOfEntries(byEntry: SourceLines, entryLines: number[]): SourceLines {
	const lines: SourceLines = { made: [], source: [] };
	let expected = NaN;
	let at = 0;
	entryLines.forEach((line, i) => {
		while (at + 1 < byEntry.source.length && byEntry.source[at + 1] <= i + 1) at++;
		const made = byEntry.made[at] + (i + 1 - byEntry.source[at]);
		if (line !== expected + made) {
			lines.made.push(made);
			lines.source.push(line);
		}
		expected = line - made;
	});
	return lines;
}

/** Cuts a JSON text into the objects of its list, or into the objects that follow each other, while it goes by. */
class JsonElements {
	readonly #name: string;
	readonly #onElement: (text: string, line: number) => void;
	#rest: Buffer = Buffer.alloc(0);
	#line = 1;
	#isList: boolean | null = null;
	#done = false;
	/** A comma was read, or nothing yet: an entry may follow. */
	#expectsEntry = true;
	#marked = false;

	constructor(name: string, onElement: (text: string, line: number) => void) {
		this.#name = name;
		this.#onElement = onElement;
	}

	push(bytes: Buffer): void {
		let window = this.#rest.length > 0 ? Buffer.concat([this.#rest, bytes]) : bytes;
		if (!this.#marked && window.length >= 3) {
			this.#marked = true;
			if (window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf)
				window = window.subarray(3);
		}
		let position = 0;
		while (position < window.length) {
			const next = this.#step(window, position);
			if (next < 0) break;
			position = next;
		}
		this.#rest = Buffer.from(window.subarray(position));
		if (this.#rest.length > LONGEST_RECORD_BYTES) throw this.#error('json-entry-too-long');
	}

	end(): { isList: boolean } {
		if (this.#rest.length > 0) throw this.#error('json-cut-short');
		if (this.#isList && !this.#done) throw this.#error('json-cut-short');
		return { isList: this.#isList ?? false };
	}

	/** Reads one token or entry; the index behind it, or -1 where the window ends inside of it. */
	#step(window: Buffer, at: number): number {
		const byte = window[at];
		if (isBlank(byte)) {
			if (byte === LF) this.#line++;
			return at + 1;
		}
		if (this.#done) throw this.#error('json-broken');
		if (byte === OPEN_LIST && this.#isList === null) {
			this.#isList = true;
			return at + 1;
		}
		this.#isList ??= false;
		if (this.#isList && byte === CLOSE_LIST) {
			this.#done = true;
			return at + 1;
		}
		if (byte === COMMA && this.#isList && !this.#expectsEntry) {
			this.#expectsEntry = true;
			return at + 1;
		}
		if (byte !== OPEN) throw this.#error(byte === COLON ? 'json-broken' : 'json-not-objects');
		if (this.#isList && !this.#expectsEntry) throw this.#error('json-broken');
		const end = endOfObject(window, at);
		if (end < 0) return -1;
		const entry = window.subarray(at, end);
		if (entry.length > LONGEST_RECORD_BYTES) throw this.#error('json-entry-too-long');
		this.#onElement(entry.toString(), this.#line);
		for (const each of entry) if (each === LF) this.#line++;
		this.#expectsEntry = false;
		return end;
	}

	#error(code: string): WorkbenchError {
		return new WorkbenchError(code, { name: this.#name, line: this.#line });
	}
}

/** The index behind an object, or -1 where the window ends before it does. */
function endOfObject(window: Buffer, start: number): number {
	let depth = 0;
	for (let i = start; i < window.length; i++) {
		const byte = window[i];
		if (byte === QUOTE) {
			i = endOfString(window, i);
			if (i < 0) return -1;
		} else if (byte === OPEN || byte === OPEN_LIST) depth++;
		else if ((byte === CLOSE || byte === CLOSE_LIST) && --depth === 0) return i + 1;
	}
	return -1;
}

function endOfString(window: Buffer, start: number): number {
	for (let i = start + 1; i < window.length; i++) {
		if (window[i] === BACKSLASH) i++;
		else if (window[i] === QUOTE) return i;
	}
	return -1;
}
