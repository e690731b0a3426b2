import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { Progress } from '#lib/server/db/load/progress.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { checkLeads } from '#lib/server/jobs/check-leads.ts';
import { inspectLeads } from '#lib/server/jobs/inspect-leads.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';

/** A folder with one lead file in it, on which jobs are run as a child process would, with a real engine. */
export class LeadFiles {
	engine: Engine | null = null;
	folder = '';
	path = '';
	reading: FileReading = {};
	/** What the jobs have told on their way. */
	progress: Progress[] = [];

	async write(content: string | Uint8Array, name = 'leads.csv'): Promise<void> {
		this.folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
		this.path = join(this.folder, name);
		await writeFile(this.path, content);
	}

	/** A file that lies somewhere else and is not copied. */
	async use(path: string): Promise<void> {
		this.folder = await mkdtemp(join(tmpdir(), 'leadgauge-test-'));
		this.path = path;
	}

	/** Runs the job; the dataset can then be asked as `dataset`. */
	async check(mapping: unknown): Promise<DatasetManifest> {
		const manifest = await checkLeads(
			{ file: this.#file(), mapping, now: '2026-01-31T00:00:00Z' },
			this.#context()
		);
		const path = join(this.folder, 'dataset', '1.duckdb');
		await this.engine!.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
		return manifest;
	}

	inspect() {
		return inspectLeads({ file: this.#file() }, this.#context());
	}

	async texts(expression: string, rest = 'FROM dataset.leads ORDER BY row_number') {
		return textsOf(
			await this.engine!.run(`SELECT CAST(${expression} AS VARCHAR) AS x ${rest}`),
			'x'
		);
	}

	async number(expression: string, rest = 'FROM dataset.leads'): Promise<number> {
		return numbersOf(
			await this.engine!.run(`SELECT CAST(${expression} AS DOUBLE) AS x ${rest}`),
			'x'
		)[0];
	}

	/** Rejected rows as `line code column found`. */
	rejects(): Promise<(string | null)[]> {
		return this.texts(
			`concat_ws(' ', line, code, column_name, found, first_line)`,
			'FROM dataset.rejects ORDER BY row_number'
		);
	}

	async close(): Promise<void> {
		await this.engine?.close();
		this.engine = null;
		if (this.folder) await rm(this.folder, { recursive: true, force: true });
	}

	#file() {
		return { path: this.path, name: this.path.split('/').at(-1) ?? '', reading: this.reading };
	}

	#context() {
		return {
			folder: this.folder,
			onProgress: (progress: Progress) => void this.progress.push(progress),
			openEngine: async (files: string[]) => {
				await this.engine?.close();
				this.engine = await openEngine({
					directories: [this.folder],
					files,
					spillDirectory: join(this.folder, 'spill'),
					threads: 2
				});
				return this.engine;
			}
		};
	}
}
