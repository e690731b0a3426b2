import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { checkLeads, type CheckLeadsInput } from '#lib/server/jobs/check-leads.ts';

/** A folder with files of several roles, made into datasets as a child process would, with a real engine. */
export class DatasetFiles {
	engine: Engine | null = null;
	folder = '';
	readonly progress: Progress[] = [];
	readonly #files: { path: string; name: string; role: FileRole }[] = [];

	async open(): Promise<void> {
		this.folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
	}

	async add(role: FileRole, name: string, content: string | Uint8Array): Promise<void> {
		const path = join(this.folder, name);
		await writeFile(path, content);
		this.#files.push({ path, name, role });
	}

	/** A file that lies somewhere else and is not copied. */
	use(role: FileRole, path: string): void {
		this.#files.push({ path, name: basename(path), role });
	}

	/** Runs the job; the dataset can then be asked as `dataset`. */
	async check(mapping: unknown, more: Partial<CheckLeadsInput> = {}): Promise<DatasetManifest> {
		const now = '2026-01-31T00:00:00Z';
		const manifest = await checkLeads(
			{ files: this.#files, mapping, now, ...more },
			{
				folder: this.folder,
				onProgress: (progress) => this.progress.push(progress),
				openEngine: async (files) => {
					const spillDirectory = join(this.folder, 'spill');
					const directories = [this.folder];
					return (this.engine = await openEngine({ directories, files, spillDirectory }));
				}
			}
		);
		const path = join(this.folder, 'dataset', '1.duckdb');
		await this.engine!.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
		return manifest;
	}

	/** Rows of a table of the dataset, their cells joined by `|`; an empty one is NULL. */
	async rows(columns: string, rest: string): Promise<string[]> {
		const cells = columns.split(', ').map((each) => `coalesce(CAST(${each} AS VARCHAR), '')`);
		const query = `SELECT concat_ws('|', ${cells.join(', ')}) AS text FROM dataset.${rest}`;
		return textsOf(await this.engine!.run(query), 'text') as string[];
	}

	async close(): Promise<void> {
		await this.engine?.close();
		await rm(this.folder, { recursive: true, force: true });
	}
}
