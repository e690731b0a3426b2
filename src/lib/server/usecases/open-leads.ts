import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { ImportOptions } from './inspect-file.ts';

/** Leads of a file, readable for queries until they are closed. */
export interface OpenLeads {
	engine: Engine;
	leads: LeadsSource;
	manifest: DatasetManifest;
	close(): Promise<void>;
}

/**
 * Reads a lead file into a workspace of its own that is gone afterwards, beside whatever server is running:
 * for the command line. Without a mapping the suggested one is taken.
 *
 * @param mapping the JSON of a mapping; null takes the suggested one
 * @param now ISO 8601 UTC
 * @throws WorkbenchError as `checkImport`; no-outcome-column, import-without-leads
 */
export async function openLeads(
	file: string,
	mapping: unknown,
	now: string,
	{ reading, ...options }: ImportOptions & { reading?: FileReading } = {}
): Promise<OpenLeads> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-'));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	const leave = async () => {
		process.off('exit', forget);
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const source = { path: resolve(file), name: basename(file), reading };
		const used = mapping ?? (await suggested(source, folder, options));
		const input = { file: source, mapping: used, now };
		const manifest = await runJob('check-leads', input, { ...options, folder });
		if (manifest.counts.leads === 0) throw withoutLeads(manifest);
		const engine = await openEngine({
			directories: [folder],
			spillDirectory: join(folder, 'spill')
		});
		const close = () => engine.close().finally(leave);
		const path = join(folder, 'dataset', manifest.file);
		await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
		return { engine, leads: leadsSource('dataset', manifest), manifest, close };
	} catch (error) {
		await leave();
		throw error;
	}
}

async function suggested(
	file: { path: string; name: string; reading?: FileReading },
	folder: string,
	options: ImportOptions
): Promise<unknown> {
	const { suggestion } = await runJob('inspect-leads', { file }, { ...options, folder });
	const { mapping } = suggestion;
	if (!mapping.outcome) throw new WorkbenchError('no-outcome-column', { name: file.name });
	await rm(join(folder, 'scratch'), { recursive: true, force: true });
	return mapping;
}

function withoutLeads({ issues, name }: DatasetManifest): WorkbenchError {
	return new WorkbenchError('import-without-leads', { name }, { issues });
}
