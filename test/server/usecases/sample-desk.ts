import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { attachDataset, type AttachedDataset } from '#lib/server/db/datasets.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { figuresFromUrl } from '#lib/server/figures-from-url.ts';
import { openDesk } from '#lib/server/usecases/figure-desk.ts';
import { importFiles, type ImportFilesRequest } from '#lib/server/usecases/import-files.ts';
import { loadSampleOnce } from '#lib/server/usecases/load-sample.ts';

const NOW = '2026-11-01T00:00:00Z';

/**
 * A workspace with the sample for the tests of a file.
 *
 * @returns opens the figures of an address, of the sample or of files that are imported first
 */
export function useFigures() {
	const home = mkdtempSync(join(tmpdir(), 'leadgauge-figures-'));
	let workspace: Workspace;
	let sample: AttachedDataset;
	let imported = 0;
	beforeAll(async () => {
		workspace = await openWorkspace(home);
		await loadSampleOnce(workspace);
		const [{ id }] = await workspace.catalog.list();
		sample = await attachDataset(workspace, id);
	}, 60_000);
	afterAll(async () => {
		await workspace.close();
		rmSync(home, { recursive: true, force: true });
	});
	const open = ({ leads, manifest }: AttachedDataset, query: string) =>
		openDesk(workspace.engine, leads, manifest, figuresFromUrl(new URLSearchParams(query)));
	return {
		sampleDesk: (query = '') => open(sample, query),
		importedDesk: async (files: Omit<ImportFilesRequest, 'now' | 'name'>, query = '') => {
			const { id } = await importFiles(workspace, {
				...files,
				name: `Imported ${++imported}`,
				now: NOW
			});
			return open(await attachDataset(workspace, id), query);
		},
		/** A place for files that a test writes. */
		folder: home
	};
}
