import { createHash } from 'node:crypto';
import { appendFile, open, truncate } from 'node:fs/promises';
import { readOrNull } from './read-or-null.ts';

/** What was done to the data: never names, addresses or other values of leads. */
export interface AuditEntry {
	/** ISO 8601 UTC. */
	at: string;
	action:
		| 'dataset-imported'
		| 'dataset-deleted'
		| 'dataset-renamed'
		| 'dataset-replaced'
		| 'lead-erased'
		| 'leakage-decided'
		| 'leakage-overridden'
		| 'values-merged'
		| 'merge-taken-back';
	dataset: string;
	/** Counts, fingerprints, names of columns and cards. */
	facts: Record<string, string | number>;
}

const BEGINNING = '0'.repeat(64);

/**
 * A list of what was done, one JSON line each, chained: every line carries the fingerprint of the one before,
 * so that a later change of any byte shows.
 */
export class AuditLog {
	#last: string;
	#queue: Promise<void> = Promise.resolve();

	static async open(path: string): Promise<AuditLog> {
		const text = (await readOrNull(path)) ?? '';
		const whole = text.slice(0, text.lastIndexOf('\n') + 1);
		// A line without its end was cut by a crash before anybody was told that it is there.
		if (whole.length < text.length) await truncate(path, Buffer.byteLength(whole));
		return new AuditLog(path, checkChain(whole).last);
	}

	private constructor(
		readonly path: string,
		last: string
	) {
		this.#last = last;
	}

	/** Adds an entry; entries are written one after the other. */
	append(entry: AuditEntry): Promise<void> {
		const written = this.#queue.then(() => this.#write(entry));
		this.#queue = written.catch(() => {});
		return written;
	}

	async #write(entry: AuditEntry): Promise<void> {
		const hash = fingerprint(this.#last, entry);
		const line = `${JSON.stringify({ ...entry, before: this.#last, hash })}\n`;
		await appendFile(this.path, line, { mode: 0o600 });
		const file = await open(this.path, 'r');
		await file.sync().finally(() => file.close());
		this.#last = hash;
	}
}

/** Follows the chain; `brokenLine` is the first line (counted from 1) that was changed, or null. */
export function checkChain(text: string): { last: string; brokenLine: number | null } {
	let last = BEGINNING;
	const lines = text.split('\n').filter((line) => line !== '');
	for (const [i, line] of lines.entries()) {
		const next = follow(last, line);
		if (next === null) return { last: hashOf(lines[lines.length - 1]), brokenLine: i + 1 };
		last = next;
	}
	return { last, brokenLine: null };
}

function follow(last: string, line: string): string | null {
	try {
		const { before, hash, ...entry } = JSON.parse(line);
		return before === last && hash === fingerprint(last, entry) ? hash : null;
	} catch {
		return null;
	}
}

/** After a broken line the chain goes on from what stands there, so that only the break shows. */
function hashOf(line: string): string {
	return createHash('sha256').update(line).digest('hex');
}

function fingerprint(before: string, entry: AuditEntry): string {
	const { at, action, dataset, facts } = entry;
	return hashOf(JSON.stringify([before, at, action, dataset, facts]));
}
