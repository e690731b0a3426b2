import { readdir } from 'node:fs/promises';

/** Names in a folder; none where nobody has made it yet. Any other trouble with it is one. */
export async function namesIn(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		throw error;
	}
}
