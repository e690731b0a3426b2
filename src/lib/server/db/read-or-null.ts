import { readFile } from 'node:fs/promises';

/**
 * The text of a file, or null where there is none. What cannot be read is an error, never an empty file: whoever writes
 * back what was read would lose the rest.
 */
export async function readOrNull(path: string): Promise<string | null> {
	try {
		return await readFile(path, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}
