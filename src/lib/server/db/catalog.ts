import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { DatasetManifest } from './dataset-manifest.ts';

/** A dataset as a list shows it. */
export interface DatasetEntry {
	id: string;
	name: string;
	/** ISO 8601 UTC. */
	createdAt: string;
	leads: number;
	won: number;
	rejected: number;
	sourceSha256: string;
}

/**
 * Statements that bring the catalogue from version i to version i + 1. Never an index: a killed process would
 * leave a file that cannot be written any more.
 */
const MIGRATIONS = [
	`CREATE TABLE catalog.datasets (id VARCHAR, name VARCHAR, created_at VARCHAR, leads BIGINT, won BIGINT,
		rejected BIGINT, source_sha256 VARCHAR)`
];

/** The list of datasets: small tables, one writer, everything in it can be made again from the manifests. */
export class Catalog {
	readonly #engine: Engine;
	#queue: Promise<unknown> = Promise.resolve();

	/** Opens the catalogue for this process alone. @throws WorkbenchError workspace-busy */
	static async open(engine: Engine, path: string): Promise<Catalog> {
		await engine.run(`ATTACH ${quoteText(path)} AS catalog`);
		const catalog = new Catalog(engine);
		await catalog.#migrate();
		return catalog;
	}

	private constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** Newest first. */
	async list(): Promise<DatasetEntry[]> {
		const result = await this.#engine.run(
			`SELECT id, name, created_at, leads, won, rejected, source_sha256 FROM catalog.datasets
			ORDER BY created_at DESC, id`
		);
		const texts = (name: string) => textsOf(result, name) as string[];
		const [ids, names, times] = ['id', 'name', 'created_at'].map(texts);
		const [leads, won, rejected] = ['leads', 'won', 'rejected'].map((each) =>
			numbersOf(result, each)
		);
		const hashes = texts('source_sha256');
		return ids.map((id, i) => ({
			id,
			name: names[i],
			createdAt: times[i],
			leads: leads[i],
			won: won[i],
			rejected: rejected[i],
			sourceSha256: hashes[i]
		}));
	}

	add(id: string, { name, createdAt, counts, source }: DatasetManifest): Promise<void> {
		const { leads, won, rejected } = counts;
		return this.#write({
			text: 'INSERT INTO catalog.datasets VALUES ($1, $2, $3, $4, $5, $6, $7)',
			values: [id, name, createdAt, leads, won, rejected, source.sha256]
		});
	}

	rename(id: string, name: string): Promise<void> {
		return this.#write({
			text: 'UPDATE catalog.datasets SET name = $2 WHERE id = $1',
			values: [id, name]
		});
	}

	remove(id: string): Promise<void> {
		return this.#write({ text: 'DELETE FROM catalog.datasets WHERE id = $1', values: [id] });
	}

	/** Lets go of the file in order. */
	async close(): Promise<void> {
		await this.#queue;
		await this.#engine.run('CHECKPOINT catalog');
		await this.#engine.run('DETACH catalog');
	}

	#write(query: { text: string; values: (string | number)[] }): Promise<void> {
		const written = this.#queue.then(async () => void (await this.#engine.run(query)));
		this.#queue = written.catch(() => {});
		return written;
	}

	async #migrate(): Promise<void> {
		await this.#engine.run('CREATE TABLE IF NOT EXISTS catalog.versions (version BIGINT)');
		const result = await this.#engine.run(
			'SELECT coalesce(max(version), 0) AS version FROM catalog.versions'
		);
		for (let v = numbersOf(result, 'version')[0]; v < MIGRATIONS.length; v++) {
			await this.#engine.run(
				`BEGIN; ${MIGRATIONS[v]}; INSERT INTO catalog.versions VALUES (${v + 1}); COMMIT`
			);
			await this.#engine.run('CHECKPOINT catalog');
		}
	}
}
