import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import * as yauzl from 'yauzl';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Allowance } from '../limits.ts';

const MOST_ENTRIES = 10_000;

/** A zip archive of which only the list of contents has been read. */
export class Archive {
	readonly #zip: yauzl.ZipFile;
	readonly #entries: Map<string, yauzl.Entry>;
	readonly #name: string;

	private constructor(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>, name: string) {
		this.#zip = zip;
		this.#entries = entries;
		this.#name = name;
	}

	/**
	 * Opens an archive, having checked how large it says it is; what comes out of it is checked again.
	 *
	 * @throws WorkbenchError file-damaged, file-cut-short, file-unpacks-too-large, file-encrypted
	 */
	static async open(path: string, name: string, allowance: Allowance): Promise<Archive> {
		const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);
		const zip = await open(path, { lazyEntries: true, autoClose: false }).catch((cause: Error) => {
			const cut = /end of central directory|invalid central directory/i.test(cause.message);
			throw new WorkbenchError(cut ? 'file-cut-short' : 'file-damaged', { name }, { cause });
		});
		try {
			const entries = await listEntries(zip, name);
			const sizes = [...entries.values()].map(({ uncompressedSize }) => uncompressedSize);
			allowance.checkSize(sizes.reduce((sum, size) => sum + size, 0));
			return new Archive(zip, entries, name);
		} catch (error) {
			zip.close();
			throw damaged(error, name);
		}
	}

	has(path: string): boolean {
		return this.#entries.has(path);
	}

	names(): string[] {
		return [...this.#entries.keys()];
	}

	bytes(path: string): number {
		return this.#entries.get(path)?.uncompressedSize ?? 0;
	}

	/** The bytes of an entry, piece by piece; nothing where there is none of that name. */
	async *read(path: string): AsyncGenerator<Buffer> {
		const entry = this.#entries.get(path);
		if (!entry) return;
		if (entry.isEncrypted()) throw new WorkbenchError('file-encrypted', { name: this.#name });
		let stream: Readable | undefined;
		try {
			const open = promisify<yauzl.Entry, Readable>(this.#zip.openReadStream.bind(this.#zip));
			stream = await open(entry);
			for await (const piece of stream) yield piece;
		} catch (error) {
			throw damaged(error, this.#name);
		} finally {
			stream?.destroy();
		}
	}

	close(): void {
		this.#zip.close();
	}
}

function listEntries(zip: yauzl.ZipFile, name: string): Promise<Map<string, yauzl.Entry>> {
	return new Promise((resolve, reject) => {
		const entries = new Map<string, yauzl.Entry>();
		zip.on('error', reject);
		zip.on('end', () => resolve(entries));
		zip.on('entry', (entry: yauzl.Entry) => {
			entries.set(entry.fileName, entry);
			if (entries.size > MOST_ENTRIES) reject(new WorkbenchError('file-damaged', { name }));
			else zip.readEntry();
		});
		zip.readEntry();
	});
}

/** What the reader or the unpacker says about the bytes; failures of the disk stay what they are. */
function damaged(error: unknown, name: string): unknown {
	const { code, name: kind } = error as NodeJS.ErrnoException;
	if (kind === 'WorkbenchError' || code === 'ENOSPC' || code === 'EIO') return error;
	return new WorkbenchError('file-damaged', { name }, { cause: error });
}
