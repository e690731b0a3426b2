import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Workspace } from './workspace.ts';
import { readOrNull } from './read-or-null.ts';
import { writeDurably } from './write-durably.ts';

/** A file a person has sent, as it came; it stays in staging until it is imported or discarded. */
export interface Upload {
	id: string;
	/** Name as the person knows it; never a path. */
	name: string;
	bytes: number;
	/** Where its bytes are. */
	path: string;
	/** The folder of this upload, which jobs on it may write to. */
	folder: string;
	/** How somebody wants it read. */
	reading: FileReading;
}

/** The largest file that is taken in. */
export const MOST_UPLOAD_BYTES = 2 * 2 ** 30;
const SPARE_BYTES = 2 ** 30;
const READING = 'reading.json';
const ID = /^[0-9a-f-]{36}$/;

/**
 * Writes a file to disk as it comes in, piece by piece; its bytes are looked at only in a child process.
 *
 * @throws WorkbenchError upload-too-large, disk-full
 */
export async function receiveUpload(
	{ paths }: Pick<Workspace, 'paths'>,
	body: AsyncIterable<Uint8Array>,
	{
		name,
		expectedBytes = 0,
		mostBytes = MOST_UPLOAD_BYTES
	}: {
		name: string;
		/** As far as the sender has said. */
		expectedBytes?: number;
		mostBytes?: number;
	}
): Promise<Upload> {
	if (expectedBytes > mostBytes) throw tooLarge(mostBytes);
	await checkRoom(paths.staging, expectedBytes);
	const id = randomUUID();
	const folder = join(paths.staging, id);
	const path = join(folder, 'upload.csv');
	await mkdir(folder, { mode: 0o700 });
	try {
		const bytes = await writeBody(path, body, mostBytes);
		const upload = { id, name: shownName(name), bytes, path, folder, reading: {} };
		await writeDurably(join(folder, 'upload.json'), JSON.stringify({ name: upload.name, bytes }));
		return upload;
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
		throw full ? new WorkbenchError('disk-full', {}, { cause: error }) : error;
	}
}

/** @throws WorkbenchError upload-not-found */
export async function findUpload({ paths }: Pick<Workspace, 'paths'>, id: string): Promise<Upload> {
	if (!ID.test(id)) throw new WorkbenchError('upload-not-found');
	const folder = join(paths.staging, id);
	const text = await readOrNull(join(folder, 'upload.json'));
	if (text === null) throw new WorkbenchError('upload-not-found');
	const { name, bytes } = JSON.parse(text);
	const reading = JSON.parse((await readOrNull(join(folder, READING))) ?? '{}');
	return { id, name, bytes, path: join(folder, 'upload.csv'), folder, reading };
}

/** Gives an upload another name. @throws WorkbenchError upload-not-found */
export async function nameUpload(
	workspace: Pick<Workspace, 'paths'>,
	id: string,
	name: string
): Promise<void> {
	const { folder, bytes } = await findUpload(workspace, id);
	await writeDurably(join(folder, 'upload.json'), JSON.stringify({ name: shownName(name), bytes }));
}

/**
 * Keeps how somebody wants an upload read, for every look at it from now on.
 *
 * @throws WorkbenchError upload-not-found
 */
export async function keepReading(
	workspace: Pick<Workspace, 'paths'>,
	id: string,
	reading: FileReading
): Promise<void> {
	const { folder } = await findUpload(workspace, id);
	await writeDurably(join(folder, READING), JSON.stringify(reading));
}

/** Forgets an upload and everything made of it that was not imported. */
export async function discardUpload(
	workspace: Pick<Workspace, 'paths'>,
	id: string
): Promise<void> {
	const { folder } = await findUpload(workspace, id);
	await rm(folder, { recursive: true, force: true });
}

async function writeBody(path: string, body: AsyncIterable<Uint8Array>, mostBytes: number) {
	const file = await open(path, 'wx', 0o600);
	try {
		let bytes = 0;
		for await (const piece of body) {
			bytes += piece.length;
			if (bytes > mostBytes) throw tooLarge(mostBytes);
			await file.write(piece);
		}
		await file.sync();
		return bytes;
	} finally {
		await file.close();
	}
}

function tooLarge(mostBytes: number): WorkbenchError {
	return new WorkbenchError('upload-too-large', { megabytes: Math.floor(mostBytes / 2 ** 20) });
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bavail * bsize < 2 * bytes + SPARE_BYTES) throw new WorkbenchError('disk-full');
}

/** The last part of what a browser calls the file, without control characters. */
function shownName(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? '';
	return (
		last
			.replace(/\p{Cc}/gu, ' ')
			.slice(0, 200)
			.trim() || 'leads.csv'
	);
}
