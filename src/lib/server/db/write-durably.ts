import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file so that after a crash either the old one or the whole new one is there. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
	const draft = `${path}.new`;
	const file = await open(draft, 'w', 0o600);
	try {
		await file.writeFile(text);
		await file.sync();
	} finally {
		await file.close();
	}
	await rename(draft, path);
	await syncFolder(dirname(path));
}

/** Brings the bytes of a file to the disk. */
export async function syncFile(path: string): Promise<void> {
	const file = await open(path, 'r');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}

/** Brings the names in a folder to the disk; some systems do not allow it, and then need not. */
export async function syncFolder(path: string): Promise<void> {
	await syncFile(path).catch((error: NodeJS.ErrnoException) => {
		if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES'].includes(error.code ?? '')) throw error;
	});
}
