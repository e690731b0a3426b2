import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleCsv, sampleHeaders, type SampleFile } from '#lib/domain/sample/sample-csv.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** The seed of data/sample; its README says why this one. */
export const SAMPLE_SEED = 3301;
export const SAMPLE_LEADS = 9_000;

const FILES = Object.keys(sampleHeaders) as SampleFile[];
const MOST_LEADS = 100_000_000;
/** Characters kept in memory before they go to disk. */
const CHUNK = 1 << 22;

/** Writes the sample data: `--leads N`, `--out DIR`, `--seed N`. The same options give the same bytes. */
export async function sample(args: string[]): Promise<void> {
	const { leads, seed, folder } = options(args);
	const rows = write(leads, seed, folder);
	for (const file of FILES) console.log(`${join(folder, file)}: ${rows[file]} rows`);
}

function write(leads: number, seed: number, folder: string): Record<SampleFile, number> {
	const files = new WholeFiles(folder);
	try {
		files.begin();
		const rows = sampleCsv({ leads, seed }, (file, lines) => files.write(file, lines));
		files.finish();
		return rows;
	} catch (error) {
		files.discard();
		throw notWritten(folder, error);
	}
}

function options(args: string[]) {
	const { values } = parseArgs({
		args,
		options: {
			leads: { type: 'string', default: String(SAMPLE_LEADS) },
			out: { type: 'string', default: join('data', 'sample') },
			seed: { type: 'string', default: String(SAMPLE_SEED) }
		}
	});
	return {
		leads: whole(values.leads, 1, MOST_LEADS, 'sample-leads-invalid'),
		seed: whole(values.seed, 0, 2 ** 31 - 1, 'sample-seed-invalid'),
		folder: resolve(process.env.INIT_CWD ?? '.', values.out)
	};
}

function whole(text: string, least: number, most: number, code: string): number {
	const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
	if (!(number >= least && number <= most)) throw new WorkbenchError(code, { found: text, most });
	return number;
}

/** Files of one folder, written beside their places and moved there when all are whole. */
class WholeFiles {
	#folder: string;
	#begun: SampleFile[] = [];
	#waiting = new Map<SampleFile, string[]>();
	#size = 0;

	constructor(folder: string) {
		this.#folder = folder;
	}

	begin(): void {
		makeFolder(this.#folder);
		for (const file of FILES) {
			writeFileSync(this.#partial(file), '');
			this.#begun.push(file);
		}
	}

	write(file: SampleFile, lines: string): void {
		const waiting = this.#waiting.get(file);
		if (waiting) waiting.push(lines);
		else this.#waiting.set(file, [lines]);
		this.#size += lines.length;
		if (this.#size > CHUNK) this.#flush();
	}

	finish(): void {
		this.#flush();
		for (const file of FILES) renameSync(this.#partial(file), join(this.#folder, file));
	}

	discard(): void {
		for (const file of this.#begun) rmSync(this.#partial(file), { force: true });
	}

	#flush(): void {
		for (const [file, lines] of this.#waiting) {
			appendFileSync(this.#partial(file), lines.join(''));
		}
		this.#waiting.clear();
		this.#size = 0;
	}

	#partial(file: SampleFile): string {
		return join(this.#folder, `${file}.partial`);
	}
}

/** Folder by folder: `recursive` never returns where the system denies that a parent is there (/proc). */
function makeFolder(folder: string): void {
	if (existsSync(folder)) return;
	makeFolder(dirname(folder));
	mkdirSync(folder);
}

/** Trouble with the disk is the caller's to mend; anything else is a defect. */
function notWritten(folder: string, error: unknown): unknown {
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (!/^E[A-Z]+$/.test(code)) return error;
	return new WorkbenchError('sample-not-written', { folder, reason: code }, { cause: error });
}
