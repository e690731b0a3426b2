import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { SuggestedDataset } from '#lib/domain/mapping/suggest-dataset-mapping.ts';
import { uploadsOf, type UploadGroup } from '#lib/server/db/upload-groups.ts';
import type { Upload } from '#lib/server/db/uploads.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import type { Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { inspectFile } from '#lib/server/usecases/inspect-file.ts';
import { runningJobs, type ImportJob } from '#lib/server/usecases/running-jobs.ts';
import { suggestDataset } from '#lib/server/usecases/suggest-dataset.ts';
import { howOf } from '../file-look.server.ts';
import { jobStatus } from '../job-status.server.ts';
import type { GroupedFile } from './group-files.ts';

/** A file of a group that was looked at, with what it is. */
export interface LookedUpload {
	upload: Upload;
	inspection: Inspection;
	role: FileRole;
	/** What somebody has said that it is. */
	said: FileRole | null;
	suggested: SuggestedDataset['files'][number];
}

/** The files of a group as far as they were looked at. */
export interface LookedGroup {
	files: GroupedFile[];
	/** Those whose look is done. */
	looked: LookedUpload[];
	suggestion: SuggestedDataset;
}

/** Looks at the files of a group; one that was not looked at yet is from now on. */
export async function lookAtGroup(
	workspace: Workspace,
	group: UploadGroup,
	locale: App.Locals['locale']
): Promise<LookedGroup> {
	const uploads = await uploadsOf(workspace, group);
	const jobs = uploads.map(({ id }) => look(workspace, id));
	const done = uploads.flatMap((upload, i) => {
		const { state } = jobs[i];
		const said = group.files.find((each) => each.upload === upload.id)?.role ?? null;
		return state.is === 'done' ? [{ upload, inspection: named(state.found, upload), said }] : [];
	});
	const inspections = done.map(({ inspection }) => inspection);
	const suggestion = suggestDataset(
		inspections,
		done.map(({ said }) => said ?? undefined)
	);
	const own = suggestDataset(inspections);
	const looked = done.map((each, i): LookedUpload => {
		return { ...each, role: suggestion.files[i].role, suggested: own.files[i] };
	});
	const files = uploads.map((upload, i) => fileOf(upload, jobs[i], looked, locale));
	return { files, looked, suggestion };
}

/** A file is known by the name it has now. */
function named(inspection: Inspection, { name }: Upload): Inspection {
	return inspection.name === name ? inspection : { ...inspection, name };
}

function look(workspace: Workspace, upload: string): ImportJob<'inspect'> {
	const jobs = runningJobs();
	return (
		jobs.latest(upload, 'inspect') ??
		jobs.start(upload, 'inspect', (options) => inspectFile(workspace, upload, options))
	);
}

function fileOf(
	upload: Upload,
	job: ImportJob<'inspect'>,
	looked: LookedUpload[],
	locale: App.Locals['locale']
): GroupedFile {
	const own = looked.find((each) => each.upload.id === upload.id);
	const leads = looked.filter(({ role }) => role === 'leads');
	const isLeads = own?.role === 'leads';
	const same = (other: LookedUpload) => own !== undefined && headerOf(own) === headerOf(other);
	const together = leads.filter((each) => isLeads && each !== own && same(each));
	const { id, name, bytes } = upload;
	return {
		upload: id,
		name,
		bytes,
		job: jobStatus(job, locale),
		found: own ? foundOf(own) : null,
		role: own?.role ?? null,
		suggested: own ? { role: own.suggested.role, confidence: own.suggested.confidence } : null,
		said: (own?.said ?? null) !== null,
		together: together.map((each) => each.upload.name),
		differs: isLeads && !same(leads[0])
	};
}

function foundOf({ inspection, upload }: LookedUpload): GroupedFile['found'] {
	const { rows, brokenRows, columns } = inspection;
	return { how: howOf(inspection, upload.reading), rows, brokenRows, columns: columns.length };
}

/** Equal for files that have the same columns, in whatever order. */
export function headerOf({ inspection }: Pick<LookedUpload, 'inspection'>): string {
	return JSON.stringify(inspection.columns.map(({ name }) => name).sort());
}
