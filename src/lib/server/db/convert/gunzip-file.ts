import { createReadStream, closeSync, openSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Allowance } from './limits.ts';
import { writeAll } from './table-writer.ts';

/**
 * Unpacks a gzip file, piece by piece.
 *
 * @throws WorkbenchError file-cut-short, file-damaged, file-unpacks-too-large, disk-full
 */
export async function gunzipFile(
	from: { path: string; name: string; bytes: number },
	to: string,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<void> {
	const packed = createReadStream(from.path, { highWaterMark: 1 << 20 });
	const unpacked = createGunzip({ chunkSize: 1 << 20 });
	packed.on('error', (error) => unpacked.destroy(error));
	packed.pipe(unpacked);
	const file = openSync(to, 'w', 0o600);
	try {
		for await (const piece of unpacked) {
			allowance.take(piece.length);
			writeAll(file, piece);
			onProgress(packed.bytesRead / from.bytes);
		}
	} catch (error) {
		throw troubleOf(error, from.name);
	} finally {
		packed.destroy();
		unpacked.destroy();
		closeSync(file);
	}
}

function troubleOf(error: unknown, name: string): unknown {
	const code = (error as NodeJS.ErrnoException).code;
	if (code === 'Z_BUF_ERROR')
		return new WorkbenchError('file-cut-short', { name }, { cause: error });
	if (code?.startsWith('Z_')) return new WorkbenchError('file-damaged', { name }, { cause: error });
	if (code === 'ENOSPC') return new WorkbenchError('disk-full', {}, { cause: error });
	return error;
}
