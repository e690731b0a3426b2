import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { namesIn } from './names-in.ts';
import { readOrNull } from './read-or-null.ts';
import { writeDurably } from './write-durably.ts';

/** Something somebody has given a name. */
export interface NamedRecord {
	leadgauge: 1;
	name: string;
	/** ISO 8601 UTC. */
	savedAt: string;
}

interface Kind<R> {
	folder: string;
	/** Whether what a file says is one of these. */
	isWhole: (record: Partial<R>) => boolean;
	/** Codes of the errors: a name that is none, and a record that is not there. */
	codes: { name: string; missing: string };
}

const LONGEST_NAME = 60;

/** Records by name, each a JSON file of one folder, for its owner alone. */
export class NamedRecords<R extends NamedRecord> {
	readonly #kind: Kind<R>;

	constructor(kind: Kind<R>) {
		this.#kind = kind;
	}

	/**
	 * Keeps a record under its name; one of the same name is replaced.
	 *
	 * @returns its id
	 * @throws WorkbenchError with the code of a name that is none
	 */
	async save(record: Omit<R, 'leadgauge'>): Promise<string> {
		const { folder, codes } = this.#kind;
		const name = record.name.trim();
		const id = recordId(name);
		if (id === null) throw new WorkbenchError(codes.name, { name: name.slice(0, LONGEST_NAME) });
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const whole = { leadgauge: 1, ...record, name };
		await writeDurably(this.#pathOf(id), `${JSON.stringify(whole, null, '\t')}\n`);
		return id;
	}

	/** Every record with its id, the newest first; files that are none are left alone. */
	async list(): Promise<(R & { id: string })[]> {
		const names = await namesIn(this.#kind.folder);
		const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
		const found = await Promise.all(ids.map(async (id) => ({ id, record: await this.#read(id) })));
		return found
			.flatMap(({ id, record }) => (record ? [{ ...record, id }] : []))
			.sort((a, b) => compare(b.savedAt, a.savedAt) || compare(a.id, b.id));
	}

	/** @throws WorkbenchError with the code of a record that is not there */
	async find(id: string): Promise<R> {
		const record = await this.#read(id);
		if (!record) throw new WorkbenchError(this.#kind.codes.missing);
		return record;
	}

	/** @throws WorkbenchError with the code of a record that is not there */
	async delete(id: string): Promise<void> {
		await this.find(id);
		await rm(this.#pathOf(id));
	}

	async #read(id: string): Promise<R | null> {
		if (recordId(id) !== id) return null;
		const text = await readOrNull(this.#pathOf(id));
		try {
			const record = JSON.parse(text ?? 'null') as Partial<R> | null;
			const whole =
				record !== null &&
				typeof record === 'object' &&
				typeof record.name === 'string' &&
				typeof record.savedAt === 'string' &&
				this.#kind.isWhole(record);
			return whole ? (record as R) : null;
		} catch (error) {
			if (error instanceof SyntaxError) return null;
			throw error;
		}
	}

	#pathOf(id: string): string {
		return join(this.#kind.folder, `${id}.json`);
	}
}

/** A file name: letters and digits of the name, dashes between; null where it has none of them. */
function recordId(name: string): string | null {
	if (name.length > LONGEST_NAME) return null;
	const plain = name
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	return plain === '' ? null : plain;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
