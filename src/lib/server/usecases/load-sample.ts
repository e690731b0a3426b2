import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commitDataset } from '#lib/server/db/datasets.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { RoleFile } from '#lib/server/jobs/check-leads.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { projectRoot } from '#lib/server/project-root.ts';

const SAMPLE = join(projectRoot, 'data', 'sample');
const ROLES = ['leads', 'touches', 'stages', 'deals', 'costs'] as const;

/**
 * Puts the sample into a workspace that has never held a dataset, so that the first pages show real figures.
 * Whoever deletes it will not see it come back.
 */
export async function loadSampleOnce(workspace: Workspace): Promise<void> {
	const { paths, catalog, audit } = workspace;
	const used = (await catalog.list()).length > 0 || (await bytesOf(audit.path)) > 0;
	if (used) return;
	const mapping: unknown = JSON.parse(await readFile(join(SAMPLE, 'dataset-mapping.json'), 'utf8'));
	const folder = join(paths.staging, randomUUID());
	await mkdir(folder, { mode: 0o700 });
	try {
		const files = ROLES.map((role): RoleFile => {
			return { path: join(SAMPLE, `${role}.csv`), name: `${role}.csv`, role };
		});
		const input = { files, mapping, now: new Date().toISOString(), name: 'Sample' };
		const manifest = await runJob('check-leads', input, { folder });
		await commitDataset(workspace, join(folder, 'dataset'), manifest);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function bytesOf(path: string): Promise<number> {
	return stat(path).then(
		({ size }) => size,
		() => 0
	);
}
