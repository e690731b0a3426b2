import { mkdir, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#lib/server/engine/engine.ts';
import { ScanNotes } from './broken-records.ts';
import { needsCleanCopy, writeCleanCopy } from './clean-copy.ts';
import type { CsvSource } from './csv-source.ts';
import { lookAgain } from './look-again.ts';
import { promisedColumns } from './promised-columns.ts';
import { profileWhole, type WantedColumn, type WholeColumn } from './profile-columns.ts';
import { profileSample, takeLateSample, takeSample, type SampledColumn } from './sample-columns.ts';
import { settleColumns } from './settle-columns.ts';
import { scanFile, type ScannedFile, type SourceFile } from './source-file.ts';

export interface ReadOptions {
	/** Folder for what is needed only while the file is read. */
	folder: string;
	/** Texts that mean "no value". */
	missing: string[];
	sampleRows: number;
	/** What to look for in the whole file, from what the sample says. */
	wanted: (sampled: SampledColumn[]) => WantedColumn[];
	onProgress: (share: number) => void;
	/** Loads the rows while the file is still scanned, where the first rows leave nothing open. */
	early?: EarlyLoad;
}

/** Loading a file on the word of its first rows. */
export interface EarlyLoad {
	/** Indexes of columns without a name. */
	unnamed: Set<number>;
	/** Loads all rows. @returns the columns as they turned out; null where a row breaks the promise, and nothing is loaded */
	load: (
		source: CsvSource,
		promised: WholeColumn[],
		signal?: AbortSignal
	) => Promise<WholeColumn[] | null>;
	/** Takes the rows away again: the scanner reads the file otherwise. */
	drop: () => Promise<void>;
}

/** A file that was read once by the scanner and once by the engine. */
export interface ReadFile {
	scanned: ScannedFile;
	notes: ScanNotes;
	/** What the engine is to load from: the file itself, or a copy with its good records. */
	source: CsvSource;
	whole: WholeColumn[];
	/** Whether its rows were loaded on the way. */
	loaded: boolean;
}

/**
 * Structure and columns of a file. The engine looks at the columns while the scanner still counts; if the
 * scanner then finds that the two could disagree, the engine starts again on a clean copy.
 */
export async function readSource(
	engine: Engine,
	file: SourceFile,
	options: ReadOptions
): Promise<ReadFile> {
	await mkdir(options.folder, { recursive: true, mode: 0o700 });
	const notes = new ScanNotes(options.folder, file.dialect.names.length);
	const tooEarly = new AbortController();
	const original = await originalSource(file, options);
	const early = profile(engine, original, options, tooEarly.signal).catch((error: unknown) => ({
		error
	}));
	const scanned = await scanFile(file, options.onProgress, (record) => notes.take(record)).catch(
		async (error) => {
			tooEarly.abort();
			await early;
			throw error;
		}
	);
	if (!needsCleanCopy(scanned.structure, file.dialect)) {
		const found = await early;
		if ('error' in found) throw found.error;
		return { scanned, notes, source: original, ...found };
	}
	tooEarly.abort();
	await early;
	await options.early?.drop();
	const source = await cleanSource(file, original, options);
	const found = await profile(engine, source, { ...options, early: undefined });
	return { scanned, notes, source, ...found };
}

/** Structure of a file, and what the engine can read of it; its columns are not looked at. */
export async function scanSource(
	file: SourceFile,
	options: Pick<ReadOptions, 'folder' | 'missing' | 'onProgress'>
): Promise<Omit<ReadFile, 'whole' | 'loaded'>> {
	await mkdir(options.folder, { recursive: true, mode: 0o700 });
	const notes = new ScanNotes(options.folder, file.dialect.names.length);
	const scanned = await scanFile(file, options.onProgress, (record) => notes.take(record));
	const original = await originalSource(file, options);
	const clean = !needsCleanCopy(scanned.structure, file.dialect);
	return { scanned, notes, source: clean ? original : await cleanSource(file, original, options) };
}

async function cleanSource(
	file: SourceFile,
	original: CsvSource,
	{ folder }: Pick<ReadOptions, 'folder'>
): Promise<CsvSource> {
	const source = { ...original, path: join(folder, 'clean.csv'), skip: 0 };
	await writeCleanCopy(file, source.path);
	return source;
}

/** What the columns of a source hold. */
export async function profile(
	engine: Engine,
	source: CsvSource,
	{ sampleRows, wanted, early }: Pick<ReadOptions, 'sampleRows' | 'wanted' | 'early'>,
	signal?: AbortSignal
): Promise<Pick<ReadFile, 'whole' | 'loaded'>> {
	await takeSample(engine, source, sampleRows, { signal });
	const sampled = await profileSample(engine, 'sample', source.columns);
	const late = sampled.flatMap(({ filled }, i) => (filled === 0 ? [i] : []));
	if (late.length > 0) {
		await takeLateSample(engine, source, late, { signal });
		const found = await profileSample(engine, 'late_sample', late.length);
		late.forEach((i, at) => {
			sampled[i].likely = found[at].likely;
			sampled[i].others = found[at].others;
			sampled[i].separated = found[at].separated;
			sampled[i].whole = found[at].whole;
		});
	}
	const sought = wanted(sampled);
	const promised = early && (await promisedColumns(engine, sampled, sought, early.unnamed));
	const kept = promised ? await early.load(source, promised, signal) : null;
	if (kept) return { whole: kept, loaded: true };
	const first = await profileWhole(engine, source, sought, { signal });
	const whole = await lookAgain(engine, source, first, sought, { signal });
	return { whole: settleColumns(whole, sampled, source.delimiter), loaded: false };
}

/** The engine takes `*` and `?` in a path for a pattern, so that such a file gets another name. */
async function originalSource(
	file: SourceFile,
	options: Pick<ReadOptions, 'folder' | 'missing'>
): Promise<CsvSource> {
	const { delimiter, names, dataLine } = file.dialect;
	const common = { delimiter, columns: names.length, skip: dataLine - 1, missing: options.missing };
	if (!/[*?[\]{}]/.test(file.path)) return { path: file.path, ...common };
	const path = join(options.folder, 'source.csv');
	await symlink(await realpath(file.path), path);
	return { path, ...common };
}
