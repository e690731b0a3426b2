import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { csvDialect, type CsvDialect, type DialectWishes } from '#lib/domain/ingest/csv-dialect.ts';
import { CsvScanner, type ScannedRecord } from '#lib/domain/ingest/csv-scanner.ts';
import type { CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { fileKind } from '#lib/domain/ingest/file-kind.ts';
import { sourceLine, withSourceLines, type SourceLines } from '#lib/domain/ingest/source-lines.ts';
import type { TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import type { Issue } from '#lib/domain/issue.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

export const MOST_COLUMNS = 2_000;
export const LONGEST_RECORD_BYTES = 2_000_000;
const LONGEST_NAME = 256;
const HEAD_BYTES = 1 << 20;
const PIECE_BYTES = 4 << 20;

/** What a person's file turned out to be. */
export interface FoundFormat {
	format: 'csv' | 'json' | 'ndjson' | 'parquet' | 'xlsx';
	compression?: 'gzip';
	/** Of a text. */
	encoding?: TextEncoding;
	byteOrderMark?: boolean;
	/** Some of its bytes are not of its encoding; the rows that hold them are rejected. */
	damaged?: boolean;
	/** Of a workbook: the sheet that is read, and all there are. */
	sheet?: string;
	sheets?: { name: string; hidden: boolean }[];
}

/** A file that can be read as CSV, as far as its first bytes tell. */
export interface SourceFile {
	path: string;
	/** Name as the person knows it. */
	name: string;
	bytes: number;
	dialect: CsvDialect;
	/** The first megabyte. */
	head: Uint8Array;
	found: FoundFormat;
	/** What was noticed on the way to CSV. */
	issues: Issue[];
	/** Where its lines stand in the person's file; null where it is that file. */
	lines: SourceLines | 'records' | null;
	/** The person's file, where this one was made of it. */
	original: { bytes: number; sha256: string } | null;
}

/** What is known of a CSV text before it is opened. */
export interface KnownOfFile extends Omit<Partial<SourceFile>, 'dialect'> {
	wishes?: DialectWishes;
}

/** @throws WorkbenchError file-missing, file-is-directory, file-unreadable, file-empty, file-binary, file-encoding, file-no-header, too-many-columns, column-name-too-long */
export async function openSourceFile(
	path: string,
	name: string,
	{ wishes = {}, found, issues = [], lines = null, original = null }: KnownOfFile = {}
): Promise<SourceFile> {
	const bytes = await sizeOf(path, name);
	if (bytes === 0) throw new WorkbenchError('file-empty', { name });
	const head = await readHead(path, bytes);
	if (!found) checkKind(head, name);
	const lineOf =
		lines && lines !== 'records' ? (line: number) => sourceLine(lines, line) : undefined;
	const delimiter = lines ? ',' : wishes.delimiter;
	const dialect = csvDialect(head, { ...wishes, delimiter, lineOf });
	if (!dialect) throw noHeader(name, wishes.headerLine);
	checkHeader(dialect, name);
	return {
		path,
		name,
		bytes,
		dialect,
		head,
		found: found ?? { format: 'csv' },
		issues,
		lines,
		original
	};
}

/** Only text in UTF-8 is read without being made into it first. */
function checkKind(head: Uint8Array, name: string): void {
	const kind = fileKind(head.subarray(0, 65_536));
	const wide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
	if (wide || (kind.kind === 'text' && head.length > 1 && head[1] === 0)) {
		throw new WorkbenchError('file-encoding', { name, line: 1 });
	}
	if (kind.kind === 'text' || kind.kind === 'json') return;
	const format = kind.kind === 'binary' ? kind.format : kind.kind === 'zip' ? 'xlsx' : kind.kind;
	throw new WorkbenchError('file-binary', { name, format });
}

function noHeader(name: string, line: number | undefined): WorkbenchError {
	return line === undefined
		? new WorkbenchError('file-empty', { name })
		: new WorkbenchError('header-line-missing', { name, line });
}

export interface ScannedFile {
	/** Its lines are those of the person's file. */
	structure: CsvStructure;
	/** Line of the first record, from which the structure counts. */
	firstLine: number;
	/** Of the person's file. */
	sha256: string;
}

/**
 * Reads a whole file once: its structure and its fingerprint.
 *
 * @throws WorkbenchError file-encoding where it is not UTF-8, file-no-rows where there is nothing but a header
 */
export async function scanFile(
	file: SourceFile,
	onProgress: (share: number) => void,
	onRecord?: (record: ScannedRecord) => void
): Promise<ScannedFile> {
	const { dialect, name, lines } = file;
	const hash = file.original ? null : createHash('sha256');
	const scanner = new CsvScanner({
		delimiter: dialect.delimiter.charCodeAt(0),
		columns: dialect.names.length,
		firstLine: dialect.dataLine,
		maxRecordBytes: LONGEST_RECORD_BYTES,
		isUtf8,
		rejectInvalid: file.found.damaged,
		onRecord: lines ? onRecord && inSource(onRecord, lines) : onRecord
	});
	let read = 0;
	for await (const piece of pieces(file.path)) {
		hash?.update(piece);
		const header = Math.max(0, Math.min(piece.length, dialect.dataOffset - read));
		scanner.push(piece.subarray(header));
		read += piece.length;
		onProgress(read / file.bytes);
	}
	const structure = scanner.end();
	const badLine = isUtf8(file.head.subarray(0, dialect.dataOffset))
		? structure.invalidUtf8Line
		: dialect.headerLine;
	if (badLine !== null) throw new WorkbenchError('file-encoding', { name, line: badLine });
	if (structure.records === 0) throw new WorkbenchError('file-no-rows', { name });
	const firstLine = dialect.dataLine;
	const sha256 = hash ? hash.digest('hex') : (file.original?.sha256 ?? '');
	if (!lines) return { structure, firstLine, sha256 };
	return { ...withSourceLines(structure, firstLine, lines), sha256 };
}

/** Tells records with the line of the person's file. */
function inSource(
	onRecord: (record: ScannedRecord) => void,
	lines: SourceLines | 'records'
): (record: ScannedRecord) => void {
	return (record) => {
		const line = lines === 'records' ? record.record : sourceLine(lines, record.line);
		onRecord({ ...record, line });
	};
}

/** The line of the person's file on which the header stands. */
export function shownHeaderLine({ dialect, lines }: SourceFile): number {
	if (lines === 'records') return 1;
	return lines ? sourceLine(lines, dialect.headerLine) : dialect.headerLine;
}

export async function sizeOf(path: string, name: string): Promise<number> {
	try {
		const found = await stat(path);
		if (found.isDirectory()) throw new WorkbenchError('file-is-directory', { name });
		return found.size;
	} catch (error) {
		if (error instanceof WorkbenchError) throw error;
		const code = (error as NodeJS.ErrnoException).code;
		const missing = code === 'ENOENT' || code === 'ENOTDIR';
		throw new WorkbenchError(
			missing ? 'file-missing' : 'file-unreadable',
			{ name },
			{ cause: error }
		);
	}
}

export async function readHead(path: string, bytes: number): Promise<Uint8Array> {
	const file = await openFile(path);
	try {
		const head = new Uint8Array(Math.min(HEAD_BYTES, bytes));
		const { bytesRead } = await file.read(head, 0, head.length, 0);
		return head.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

/** One buffer is used again and again: a piece is valid until the next one. */
async function* pieces(path: string): AsyncGenerator<Uint8Array> {
	const file = await openFile(path);
	try {
		const buffer = new Uint8Array(PIECE_BYTES);
		for (;;) {
			const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
			if (bytesRead === 0) return;
			yield buffer.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
}

async function openFile(path: string): Promise<FileHandle> {
	try {
		return await open(path);
	} catch (error) {
		const name = path.split('/').at(-1) ?? path;
		throw new WorkbenchError('file-unreadable', { name }, { cause: error });
	}
}

function checkHeader({ names }: CsvDialect, name: string): void {
	if (names.length > MOST_COLUMNS) {
		const params = { name, columns: names.length, most: MOST_COLUMNS };
		throw new WorkbenchError('too-many-columns', params);
	}
	const long = names.findIndex((each) => each.length > LONGEST_NAME);
	if (long >= 0) {
		const params = { name, column: long + 1, most: LONGEST_NAME };
		throw new WorkbenchError('column-name-too-long', params);
	}
}
