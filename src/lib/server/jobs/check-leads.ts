import { join } from 'node:path';
import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import { checkFileColumns } from '#lib/domain/mapping/check-file-columns.ts';
import type {
	DatasetMapping,
	FileRole,
	SideMappings,
	SideRole
} from '#lib/domain/mapping/dataset-mapping.ts';
import { isDated, isFlag } from '#lib/domain/mapping/mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { openLeadFile } from '#lib/server/db/convert/open-lead-file.ts';
import { buildDataset, type BuildOptions } from '#lib/server/db/load/build-dataset.ts';
import type { SideFiles } from '#lib/server/db/load/load-sides.ts';
import type { SourceFile } from '#lib/server/db/load/source-file.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { afterConversion } from '#lib/server/db/load/progress.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { engineOnce } from './engine-once.ts';
import type { JobContext } from './jobs.ts';

export interface LeadFile {
	path: string;
	/** Name as the person knows it. */
	name: string;
	/** What somebody knows of it better than the file tells. */
	reading?: FileReading;
}

/** A file of a dataset with what it is. */
export interface RoleFile extends LeadFile {
	role: FileRole;
}

export interface CheckLeadsInput {
	/** A file of leads alone, or several files, each with its role. */
	file?: LeadFile;
	files?: RoleFile[];
	/** JSON of a mapping, of leads alone or of a dataset. */
	mapping: unknown;
	/** ISO 8601 UTC. */
	now: string;
	/** Name of the dataset; that of the first lead file where it is left out. */
	name?: string;
	/** Key of pseudonyms, base64; needed where the mapping wants any. */
	secret?: string;
}

/**
 * Makes a dataset of files in the job's folder, as `dataset/1.duckdb`.
 *
 * @throws WorkbenchError mapping-invalid with every trouble as an issue; no-lead-file; role-without-mapping;
 * what `openLeadFile` throws; columns-ambiguous; files-differ; key-without-column
 */
export async function checkLeads(
	input: CheckLeadsInput,
	{ folder, onProgress, openEngine }: JobContext
): Promise<DatasetManifest> {
	const files = input.files ?? (input.file ? [{ ...input.file, role: 'leads' as const }] : []);
	if (!files.some(({ role }) => role === 'leads')) throw new WorkbenchError('no-lead-file');
	const progress = afterConversion(onProgress);
	const engine = engineOnce(openEngine, ...files.map(({ path }) => path));
	const opened: { file: SourceFile; role: FileRole }[] = [];
	for (const [i, { path, name, reading, role }] of files.entries()) {
		const file = await openLeadFile(path, name, {
			reading,
			folder: join(folder, 'scratch', `file-${i}`),
			engine,
			onProgress: (share) => progress.converting((i + share) / files.length)
		});
		opened.push({ file, role });
	}
	const assigned = assign(input.mapping, opened);
	return buildDataset(await engine(), {
		...assigned,
		name: input.name,
		secret: input.secret === undefined ? null : Buffer.from(input.secret, 'base64'),
		folder,
		now: input.now,
		onProgress: progress.then
	});
}

type Assigned = Pick<BuildOptions, 'leads' | 'lookups' | 'sides' | 'unused' | 'mapping'>;

/** Gives every file its mapping, and checks all of them before anything is read. */
function assign(json: unknown, opened: { file: SourceFile; role: FileRole }[]): Assigned {
	const { mapping, issues } = parseDatasetMapping(json);
	if (!mapping) throw invalid(issues);
	const of = (wanted: FileRole) =>
		opened.filter(({ role }) => role === wanted).map(({ file }) => file);
	const troubles: Issue[] = [];
	const lookups = of('lookup').map((file) => {
		return { file, mapping: mappingFor('lookup', file, mapping.lookups, troubles) };
	});
	const sides = (['touches', 'stages', 'deals', 'costs'] as const).flatMap((role) =>
		grouped(role, of(role), mapping[role] as SideMappings[typeof role][] | undefined, troubles)
	);
	const [leads] = of('leads');
	const names = [...leads.dialect.names, ...addedNames(lookups)];
	troubles.push(...parseMapping(mapping.leads, names, inPath(json)).issues);
	troubles.push(...outcomeWithoutFile(mapping, of));
	if (troubles.length > 0) throw invalid(troubles);
	const found = lookups.filter((each): each is Assigned['lookups'][number] => {
		return each.mapping !== null;
	});
	return {
		leads: of('leads'),
		lookups: inOrder(found, mapping),
		sides,
		unused: of('unused'),
		mapping
	};
}

/** An outcome that is to come from files of which none is given. */
function outcomeWithoutFile(
	{ leads: { outcome, stages } }: DatasetMapping,
	of: (role: FileRole) => SourceFile[]
): Issue[] {
	if (isFlag(outcome) || isDated(outcome) || of(outcome.from).length > 0) return [];
	if (outcome.from === 'stages' && stages) return [];
	return [issue(`mapping-needs-${outcome.from}`, 'error')];
}

/** Names that lists may add to the leads; those that meet another one get the name of their file, too. */
function addedNames(lookups: { file: SourceFile }[]): string[] {
	return lookups.flatMap(({ file }) => {
		const stem = file.name.replace(/[.][^.]*$/, '');
		return file.dialect.names.flatMap((name) => [name, `${name} (${stem})`]);
	});
}

function inPath(json: unknown): string {
	return typeof json === 'object' && json !== null && 'leads' in json ? 'leads' : '';
}

function mappingFor<R extends SideRole>(
	role: R,
	file: SourceFile,
	mappings: SideMappings[R][] | undefined,
	troubles: Issue[]
): SideMappings[R] | null {
	const found =
		mappings?.find((each) => each.file === file.name) ??
		mappings?.find((each) => each.file === undefined);
	if (!found) {
		troubles.push(issue('role-without-mapping', 'error', { role }, { file: file.name }));
		return null;
	}
	troubles.push(...checkFileColumns(role, found, file.name, file.dialect.names));
	return found;
}

/** Files that share a mapping are read as one. */
function grouped<R extends SideFiles['role']>(
	role: R,
	files: SourceFile[],
	mappings: SideMappings[R][] | undefined,
	troubles: Issue[]
): SideFiles[] {
	const groups: SideFiles[] = [];
	for (const file of files) {
		const mapping = mappingFor(role, file, mappings, troubles);
		if (!mapping) continue;
		const group = groups.find((each) => each.mapping === mapping);
		if (group) group.files.push(file);
		else groups.push({ role, mapping, files: [file] });
	}
	return groups;
}

/** Lists are joined in the order of the mapping: one may name what another one has added. */
function inOrder(lookups: Assigned['lookups'], { lookups: order = [] }: DatasetMapping) {
	return [...lookups].sort((a, b) => order.indexOf(a.mapping) - order.indexOf(b.mapping));
}

function invalid(issues: Issue[]): WorkbenchError {
	return new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
}
