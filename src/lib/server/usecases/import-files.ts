import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { DatasetMapping, FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import type { SuggestedDataset } from '#lib/domain/mapping/suggest-dataset-mapping.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { findDataset } from '#lib/server/db/dataset-names.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { RoleFile } from '#lib/server/jobs/check-leads.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import type { DatasetDiff } from '#lib/server/queries/compare-datasets.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { diffWith, secretFor, takeIn } from './import-dataset.ts';
import type { ImportOptions } from './inspect-file.ts';
import { suggestDataset } from './suggest-dataset.ts';

export interface ImportFilesRequest {
	/** Paths; a role that is left out is found. */
	files: { path: string; role?: FileRole; reading?: FileReading }[];
	/** JSON of a mapping; null takes what is suggested. */
	mapping: unknown;
	/** Name of the dataset; one of this name is replaced. Without it that of the first lead file, which must be free. */
	name: string | null;
	/** ISO 8601 UTC. */
	now: string;
}

export interface ImportedFiles {
	id: string;
	manifest: DatasetManifest;
	/** Against the dataset whose place it took; null where there was none, or leads have no id. */
	diff: DatasetDiff | null;
	replaced: boolean;
}

/**
 * Imports files of the disk into a workspace: looks at them, suggests what nobody has said, makes the dataset in staging
 * and brings it in.
 *
 * @throws WorkbenchError as `checkLeads`; no-outcome-column, dataset-name-taken, import-without-leads
 */
export async function importFiles(
	workspace: Workspace,
	request: ImportFilesRequest,
	options: ImportOptions = {}
): Promise<ImportedFiles> {
	const folder = join(workspace.paths.staging, randomUUID());
	await mkdir(folder, { mode: 0o700 });
	try {
		const { files, mapping } = await assigned(folder, request, options);
		const name = request.name ?? stemOf(files);
		const old = await findDataset(workspace.paths.home, name);
		if (old && request.name === null) throw new WorkbenchError('dataset-name-taken', { name });
		const secret = await secretFor(workspace, mapping);
		const { now } = request;
		const input = { files, mapping, now, name, secret };
		const manifest = await runJob('check-leads', input, { ...options, folder });
		const made = join(folder, 'dataset');
		const diff = old ? await diffWith(workspace, made, manifest, old.id) : null;
		const id = await takeIn(workspace, made, manifest, old?.id ?? null);
		return { id, manifest, diff, replaced: old !== null };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Every file with its role, and the mapping of all; what is said goes before what is found. */
async function assigned(
	folder: string,
	{ files, mapping }: ImportFilesRequest,
	options: ImportOptions
): Promise<{ files: RoleFile[]; mapping: unknown }> {
	const named = files.map(({ path, reading, role }) => {
		return { path: resolve(path), name: basename(path), reading, role };
	});
	const said = parseDatasetMapping(mapping).mapping;
	const roles = named.map((file) => file.role ?? roleInMapping(file.name, said, named.length));
	const known = mapping !== null && roles.every((role) => role !== undefined);
	const suggested = known ? null : await suggestFor(folder, named, roles, options);
	const settled = named.map((file, i): RoleFile => {
		return { ...file, role: roles[i] ?? suggested?.files[i].role ?? 'unused' };
	});
	if (mapping !== null) return { files: settled, mapping };
	if (!suggested?.mapping.leads) throw new WorkbenchError('no-lead-file');
	if (!suggested.mapping.leads.outcome) {
		const leads = settled.find(({ role }) => role === 'leads');
		throw new WorkbenchError('no-outcome-column', { name: leads?.name ?? '' });
	}
	return { files: settled, mapping: suggested.mapping };
}

/** What a mapping says of a file it names, or of the only one there is. */
function roleInMapping(
	name: string,
	mapping: DatasetMapping | null,
	files: number
): FileRole | undefined {
	if (!mapping) return undefined;
	if (files === 1) return 'leads';
	if (mapping.lookups?.some(({ file }) => file === name)) return 'lookup';
	const roles = ['touches', 'stages', 'deals', 'costs'] as const;
	return roles.find((role) => mapping[role]?.some(({ file }) => file === name));
}

async function suggestFor(
	folder: string,
	files: { path: string; name: string; reading?: FileReading }[],
	roles: (FileRole | undefined)[],
	options: ImportOptions
): Promise<SuggestedDataset> {
	const inspections = await runJob('inspect-files', { files }, { ...options, folder });
	return suggestDataset(inspections, roles);
}

function stemOf(files: RoleFile[]): string {
	const leads = files.find(({ role }) => role === 'leads');
	return (leads?.name ?? '').replace(/([.](csv|tsv|txt|json|ndjson|jsonl|parquet|xlsx|gz))+$/i, '');
}
