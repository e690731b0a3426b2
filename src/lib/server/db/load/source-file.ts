import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { csvDialect, type CsvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import { CsvScanner, type ScannedRecord } from '#lib/domain/ingest/csv-scanner.ts';
import type { CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { fileKind } from '#lib/domain/ingest/file-kind.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

export const MOST_COLUMNS = 2_000;
export const LONGEST_RECORD_BYTES = 2_000_000;
const LONGEST_NAME = 256;
const HEAD_BYTES = 1 << 20;
const PIECE_BYTES = 4 << 20;

/** A file that can be read as CSV, as far as its first bytes tell. */
export interface SourceFile {
	path: string;
	/** Name as the person knows it. */
	name: string;
	bytes: number;
	dialect: CsvDialect;
	/** The first megabyte. */
	head: Uint8Array;
}

/** @throws WorkbenchError file-missing, file-is-directory, file-unreadable, file-empty, file-binary, file-encoding, file-no-header, too-many-columns, column-name-too-long */
export async function openSourceFile(path: string, name: string): Promise<SourceFile> {
	const bytes = await sizeOf(path, name);
	if (bytes === 0) throw new WorkbenchError('file-empty', { name });
	const head = await readHead(path, bytes);
	const kind = fileKind(head.subarray(0, 65_536));
	if (kind.kind === 'binary') {
		throw new WorkbenchError('file-binary', { name, format: kind.format });
	}
	if (kind.kind === 'utf-16') throw new WorkbenchError('file-encoding', { name, line: 1 });
	const dialect = csvDialect(head);
	if (!dialect) throw new WorkbenchError('file-empty', { name });
	checkHeader(dialect, name);
	return { path, name, bytes, dialect, head };
}

export interface ScannedFile {
	structure: CsvStructure;
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
	const { dialect, name } = file;
	const hash = createHash('sha256');
	const scanner = new CsvScanner({
		delimiter: dialect.delimiter.charCodeAt(0),
		columns: dialect.names.length,
		firstLine: dialect.dataLine,
		maxRecordBytes: LONGEST_RECORD_BYTES,
		isUtf8,
		onRecord
	});
	let read = 0;
	for await (const piece of pieces(file.path)) {
		hash.update(piece);
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
	return { structure, sha256: hash.digest('hex') };
}

async function sizeOf(path: string, name: string): Promise<number> {
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

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
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
