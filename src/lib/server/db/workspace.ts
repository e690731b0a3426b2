import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DuckDbOptions } from '#lib/server/engine/duckdb.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { AuditLog } from './audit-log.ts';
import { Catalog } from './catalog.ts';
import type { DatasetManifest } from './dataset-manifest.ts';
import { readOrNull } from './read-or-null.ts';

/** Folders of a workspace. */
export interface WorkspacePaths {
	home: string;
	datasets: string;
	staging: string;
	exports: string;
	models: string;
}

/** Where the data lives, opened by this process alone. */
export interface Workspace {
	paths: WorkspacePaths;
	engine: Engine;
	catalog: Catalog;
	audit: AuditLog;
	close(): Promise<void>;
}

/** @example workspacePaths('data/local').datasets // '…/data/local/datasets' */
export function workspacePaths(home: string): WorkspacePaths {
	const root = resolve(home);
	const at = (name: string) => join(root, name);
	return {
		home: root,
		datasets: at('datasets'),
		staging: at('staging'),
		exports: at('exports'),
		models: at('models')
	};
}

/**
 * Opens a workspace, making it if need be, and puts in order what a killed process has left behind.
 *
 * @throws WorkbenchError workspace-busy where another process has it open
 */
export async function openWorkspace(
	home: string,
	options: Partial<DuckDbOptions> = {}
): Promise<Workspace> {
	const paths = workspacePaths(home);
	for (const path of Object.values(paths)) {
		await mkdir(path, { recursive: true, mode: 0o700 });
		await chmod(path, 0o700);
	}
	const engine = await openEngine({
		directories: [paths.home],
		spillDirectory: join(paths.staging, 'spill'),
		...options
	});
	try {
		const catalog = await Catalog.open(engine, join(paths.home, 'catalog.duckdb'));
		await sweepStaging(paths);
		await matchCatalog(catalog, paths);
		const audit = await AuditLog.open(join(paths.home, 'audit.jsonl'));
		const close = async () => {
			await catalog.close().finally(() => engine.close());
		};
		return { paths, engine, catalog, audit, close };
	} catch (error) {
		await engine.close();
		throw error;
	}
}

/** Whatever stands in staging belongs to work that has ended: only one process has the workspace. */
async function sweepStaging({ staging }: WorkspacePaths): Promise<void> {
	for (const name of await readdir(staging)) {
		await rm(join(staging, name), { recursive: true, force: true });
	}
}

/** A dataset that another one took the place of is gone, even if a kill came between the two. */
async function endReplacements(paths: WorkspacePaths): Promise<void> {
	const present = new Set(await readdir(paths.datasets));
	for (const id of present) {
		const manifest = await readOrNull(join(paths.datasets, id, 'manifest.json'));
		const replaced = manifest ? (JSON.parse(manifest) as DatasetManifest).replaces : undefined;
		if (!replaced || !present.has(replaced)) continue;
		const trash = join(paths.staging, `replaced-${replaced}`);
		await rename(join(paths.datasets, replaced), trash);
		await rm(trash, { recursive: true, force: true });
	}
}

/**
 * A dataset folder appears and disappears in one step, so what stands there is whole: a kill between that step
 * and the catalogue is made up for here.
 */
async function matchCatalog(catalog: Catalog, paths: WorkspacePaths): Promise<void> {
	const listed = new Set((await catalog.list()).map(({ id }) => id));
	await endReplacements(paths);
	const present = new Set(await readdir(paths.datasets));
	for (const id of listed) if (!present.has(id)) await catalog.remove(id);
	for (const id of present) {
		if (listed.has(id)) continue;
		const manifest = await readOrNull(join(paths.datasets, id, 'manifest.json'));
		if (manifest) await catalog.add(id, JSON.parse(manifest) as DatasetManifest);
		else await rename(join(paths.datasets, id), join(paths.staging, `stray-${id}`));
	}
}
