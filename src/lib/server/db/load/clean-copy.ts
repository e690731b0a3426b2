import { closeSync, openSync, writeSync } from 'node:fs';
import type { CsvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import type { CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { scanFile, type SourceFile } from './source-file.ts';

const BUFFER_BYTES = 4 << 20;

/**
 * Whether the engine could read the file otherwise than the scanner did: broken records, mixed line ends,
 * lines above the header, blank lines in a file with one column.
 */
export function needsCleanCopy(structure: CsvStructure, dialect: CsvDialect): boolean {
	const { badRecords, blankLines, lineFeeds, crlfs, carriageReturns } = structure;
	const lineEnds = [lineFeeds, crlfs, carriageReturns].filter((n) => n > 0).length;
	const plainHeader = dialect.headerLine === 1 && dialect.dataLine === 2;
	const oneColumn = dialect.names.length === 1;
	return badRecords > 0 || lineEnds > 1 || !plainHeader || (oneColumn && blankLines > 0);
}

/** Writes the good records and nothing else, one line end for all. */
export async function writeCleanCopy(file: SourceFile, path: string): Promise<void> {
	const copy = openSync(path, 'w', 0o600);
	const buffer = Buffer.alloc(BUFFER_BYTES);
	let used = 0;
	const flush = () => {
		writeSync(copy, buffer, 0, used);
		used = 0;
	};
	try {
		await scanFile(
			file,
			() => {},
			({ code, window, start, end }) => {
				if (code) return;
				if (used + (end - start) + 1 > BUFFER_BYTES) flush();
				buffer.set(window.subarray(start, end), used);
				used += end - start;
				buffer[used++] = 10;
			}
		);
		flush();
	} finally {
		closeSync(copy);
	}
}
