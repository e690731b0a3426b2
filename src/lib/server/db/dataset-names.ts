import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { orMissing } from '#lib/server/or-missing.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { DatasetManifest } from './dataset-manifest.ts';
import { manifestOf } from './manifest-of.ts';
import { workspacePaths, type Workspace } from './workspace.ts';

export interface NamedDataset {
	id: string;
	manifest: DatasetManifest;
}

/**
 * The datasets of a workspace as they stand on the disk, newest first; a list for whoever must not open the catalogue
 * because a server has it. One that another has replaced is left out.
 */
export async function datasetsOnDisk({ paths }: Pick<Workspace, 'paths'>): Promise<NamedDataset[]> {
	const ids = await readdir(paths.datasets).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [];
		throw error;
	});
	const found = await Promise.all(ids.map((id) => readOne({ paths }, id)));
	const all = found.filter((each): each is NamedDataset => each !== null);
	const replaced = new Set(all.map(({ manifest }) => manifest.replaces));
	return all
		.filter(({ id }) => !replaced.has(id))
		.sort((a, b) =>
			a.manifest.createdAt === b.manifest.createdAt
				? a.id < b.id
					? -1
					: 1
				: a.manifest.createdAt < b.manifest.createdAt
					? 1
					: -1
		);
}

/** The newest dataset of a name, or the one of an id; null where there is none. */
export async function findDataset(home: string, name: string): Promise<NamedDataset | null> {
	const datasets = await datasetsOnDisk({ paths: workspacePaths(home) });
	return (
		datasets.find(({ manifest }) => manifest.name === name) ??
		datasets.find(({ id }) => id === name) ??
		null
	);
}

/** @throws WorkbenchError dataset-unknown with the names there are */
export async function datasetNamed(home: string, name: string): Promise<NamedDataset> {
	const found = await findDataset(home, name);
	if (found) return found;
	const datasets = await datasetsOnDisk({ paths: workspacePaths(home) });
	const names = datasets.map(({ manifest }) => manifest.name).join(', ');
	throw new WorkbenchError('dataset-unknown', { name, home: resolve(home), names: names || '–' });
}

async function readOne(place: Pick<Workspace, 'paths'>, id: string): Promise<NamedDataset | null> {
	const manifest = await orMissing(manifestOf(place, id), 'dataset-not-found');
	return manifest && { id, manifest };
}
