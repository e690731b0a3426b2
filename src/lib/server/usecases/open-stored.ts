import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetNamed } from '#lib/server/db/dataset-names.ts';
import { datasetManifest, leadsSource } from '#lib/server/db/datasets.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { OpenLeads } from './open-leads.ts';

/**
 * Opens a dataset of a workspace for reading alone, without its catalogue: beside a workbench that has it open.
 *
 * @throws WorkbenchError dataset-unknown
 */
export async function openStored(home: string, name: string): Promise<OpenLeads> {
	const { id } = await datasetNamed(home, name);
	const paths = workspacePaths(home);
	const manifest = await datasetManifest({ paths }, id);
	const path = join(paths.datasets, id, manifest.file);
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-'));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	const leave = async () => {
		process.off('exit', forget);
		await rm(folder, { recursive: true, force: true });
	};
	try {
		// The engine looks for a log beside the file before it opens it.
		const files = [path, `${path}.wal`];
		const engine = await openEngine({
			directories: [folder],
			files,
			spillDirectory: join(folder, 'spill')
		});
		await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
		const close = () => engine.close().finally(leave);
		return { engine, leads: leadsSource('dataset', manifest), manifest, close };
	} catch (error) {
		await leave();
		throw error;
	}
}
