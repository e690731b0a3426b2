import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { fileKind, type FileKind } from '#lib/domain/ingest/file-kind.ts';
import type { SourceLines } from '#lib/domain/ingest/source-lines.ts';
import { ENCODING_NAMES, type TextEncoding } from '#lib/domain/ingest/text-encoding.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import {
	openSourceFile,
	readHead,
	sizeOf,
	type FoundFormat,
	type SourceFile
} from '../load/source-file.ts';
import { findEncoding, type FoundEncoding } from './find-encoding.ts';
import { gunzipFile } from './gunzip-file.ts';
import { jsonToCsv } from './json-to-csv.ts';
import { Allowance } from './limits.ts';
import { parquetToCsv } from './parquet-to-csv.ts';
import { TranscodedText, transcodeFile } from './transcode-file.ts';
import { xlsxToCsv } from './xlsx-to-csv.ts';

export interface OpenOptions {
	/** What somebody knows better than the file tells. */
	reading?: FileReading;
	/** Folder for what the file has to be made into; a folder inside of it is used. */
	folder: string;
	/** The engine of this process, for files that only it can read. */
	engine: () => Promise<Engine>;
	/** Told only where the file has to be made into another one. */
	onProgress: (share: number) => void;
	/** The most a file may become when it is unpacked. */
	mostBytes?: number;
}

/** A file on its way to a CSV text in UTF-8. */
interface Stage {
	path: string;
	name: string;
	bytes: number;
	kind: FileKind;
	found: FoundFormat;
	issues: Issue[];
	lines: SourceLines | 'records' | null;
	/** Whether it is the person's file no more. */
	made: boolean;
	/** Of the person's file, where it was read on the way. */
	sha256?: string;
}

/**
 * Opens a file of leads of any kind as a CSV text in UTF-8: gzip is unpacked, other encodings are rewritten, sheets,
 * JSON and Parquet become rows. Lines stay those of the person's file. A CSV file in UTF-8 is read where it lies.
 *
 * @throws WorkbenchError what `openSourceFile` throws; file-cut-short, file-damaged, file-unpacks-too-large,
 * file-encrypted, sheet-unknown, sheet-empty, json-…
 */
export async function openLeadFile(
	path: string,
	name: string,
	options: OpenOptions
): Promise<SourceFile> {
	const bytes = await sizeOf(path, name);
	if (bytes === 0) throw new WorkbenchError('file-empty', { name });
	const folder = join(options.folder, 'converted');
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const allowance = () =>
		new Allowance({ name, packedBytes: bytes, folder, mostBytes: options.mostBytes });
	const work = { ...options, folder, allowance };
	const start = await stageOf(path, name, { format: 'csv' });
	const unpacked = start.kind.kind === 'gzip' ? await unpack(start, work) : start;
	const text = await asText(unpacked, work);
	const table = await asTable(text, work);
	const { reading = {} } = options;
	return openSourceFile(table.path, name, {
		wishes:
			table.found.format === 'csv' || table.found.format === 'xlsx'
				? reading
				: { headerLine: undefined, headerLines: 1 },
		found: table.found,
		issues: table.issues,
		lines: table.lines,
		original: table.made ? { bytes, sha256: table.sha256 ?? (await sha256Of(path)) } : null
	});
}

interface Work extends OpenOptions {
	allowance: () => Allowance;
}

async function stageOf(path: string, name: string, found: FoundFormat): Promise<Stage> {
	const { size } = await stat(path);
	const head = await readHead(path, size);
	const kind = fileKind(head.subarray(0, 65_536));
	return { path, name, bytes: size, kind, found, issues: [], lines: null, made: false };
}

async function unpack(stage: Stage, { folder, allowance, onProgress }: Work): Promise<Stage> {
	const to = join(folder, 'unpacked');
	await gunzipFile(stage, to, allowance(), onProgress);
	const inside = await stageOf(to, stage.name, { ...stage.found, compression: 'gzip' });
	if (inside.kind.kind === 'gzip') {
		throw new WorkbenchError('file-binary', { name: stage.name, format: 'gzip' });
	}
	if (inside.kind.kind === 'empty') throw new WorkbenchError('file-empty', { name: stage.name });
	return { ...inside, made: true };
}

/** Text and JSON in UTF-8; everything else as it is. */
async function asText(stage: Stage, work: Work): Promise<Stage> {
	const { kind, name } = stage;
	if (kind.kind === 'binary')
		throw new WorkbenchError('file-binary', { name, format: kind.format });
	if (kind.kind !== 'text' && kind.kind !== 'json') return stage;
	const { encoding: wished } = work.reading ?? {};
	const { evidence, guessed, sha256 } = await readText(stage, work);
	const encoding = wished ?? evidence.encoding;
	const found = { ...stage.found, encoding, byteOrderMark: evidence.marked };
	if (encoding === 'utf-8') {
		const damaged = evidence.invalidLine !== null;
		return {
			...stage,
			found: { ...found, damaged },
			issues: [...stage.issues, ...told(evidence.invalidLine)]
		};
	}
	const to = join(work.folder, 'text');
	if (!guessed.includes(encoding)) {
		await transcodeFile(stage, to, encoding, work.allowance(), work.onProgress);
	}
	const doubt =
		wished === undefined && evidence.doubt === 'undefined-bytes'
			? [issue('encoding-doubtful', 'warning', { encoding: ENCODING_NAMES[encoding] })]
			: [];
	const inside = await stageOf(to, name, found);
	return { ...inside, made: true, sha256, issues: [...stage.issues, ...doubt] };
}

/** What one pass over a text tells. */
interface ReadText {
	evidence: FoundEncoding;
	/** Encodings as which the text was written on the way: without bytes between 0x80 and 0x9F Latin-1 is Windows-1252. */
	guessed: TextEncoding[];
	/** Of the text, where it is the person's file and all of it was read. */
	sha256?: string;
}

/** Finds the encoding. A text that is not UTF-8 is most often in Windows-1252: it is written so while it is weighed. */
async function readText(stage: Stage, { folder, allowance, onProgress }: Work): Promise<ReadText> {
	const hash = createHash('sha256');
	let text: TranscodedText | null = null;
	let read = 0;
	const take = async (piece: Uint8Array) => {
		text ??= new TranscodedText(join(folder, 'text'), 'windows-1252', allowance());
		await text.write(piece);
		hash.update(piece);
		read += piece.length;
		onProgress(read / stage.bytes);
	};
	const evidence = await findEncoding(stage.path, take).finally(() => text?.end());
	if (!text) return { evidence, guessed: [] };
	const { encoding } = evidence;
	return {
		evidence,
		guessed: encoding === 'iso-8859-1' ? [encoding, 'windows-1252'] : ['windows-1252'],
		...(stage.made ? {} : { sha256: hash.digest('hex') })
	};
}

/** A file that somebody wants read as UTF-8, or that mostly is, although some of its bytes are not. */
function told(line: number | null): Issue[] {
	return line === null ? [] : [issue('text-damaged', 'warning', { line }, { line })];
}

async function asTable(stage: Stage, work: Work): Promise<Stage> {
	const to = join(work.folder, 'converted.csv');
	const made = { ...stage, path: to, made: true };
	switch (stage.kind.kind) {
		case 'json': {
			const { format, lines } = await jsonToCsv(stage, to, work.allowance(), work.onProgress);
			const remark = lines === 'records' ? [issue('lines-are-entries', 'info')] : [];
			const issues = [...stage.issues, ...remark];
			return { ...made, lines, issues, found: { ...stage.found, format } };
		}
		case 'parquet': {
			const engine = await work.engine();
			await parquetToCsv(engine, stage, work.folder, work.allowance(), work.onProgress);
			const issues = [...stage.issues, issue('lines-are-records', 'info')];
			return { ...made, lines: 'records', issues, found: { ...stage.found, format: 'parquet' } };
		}
		case 'zip': {
			const sheet = await xlsxToCsv(
				stage,
				to,
				work.reading?.sheet,
				work.allowance(),
				work.onProgress
			);
			const rows = issue('lines-are-rows', 'info', { sheet: sheet.sheet });
			const issues = [...stage.issues, rows, ...sheet.issues];
			const found = {
				...stage.found,
				format: 'xlsx' as const,
				sheet: sheet.sheet,
				sheets: sheet.sheets
			};
			return { ...made, lines: sheet.lines, issues, found };
		}
		default:
			return stage;
	}
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
	return hash.digest('hex');
}
