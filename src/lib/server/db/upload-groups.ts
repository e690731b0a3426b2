import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { orMissing } from '#lib/server/or-missing.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { readOrNull } from './read-or-null.ts';
import { discardUpload, findUpload, nameUpload, type Upload } from './uploads.ts';
import type { Workspace } from './workspace.ts';
import { writeDurably } from './write-durably.ts';

/** Uploads that are to become one dataset. */
export interface UploadGroup {
	id: string;
	files: GroupedUpload[];
	/** Id of the dataset whose place the new one is to take. */
	replaces: string | null;
	/** The mapping that was sent last, as it came. */
	mapping: unknown;
	/** The upload whose folder holds what the last check has made; null where nothing is checked as it stands. */
	checkedIn: string | null;
}

export interface GroupedUpload {
	upload: string;
	/** What somebody has said that it is; null leaves it to the file. */
	role: FileRole | null;
}

type Place = Pick<Workspace, 'paths'>;

/** More files in one import are a mistake. */
export const MOST_FILES = 60;

const RECORD = 'group.json';
const ID = /^[0-9a-f-]{36}$/;

/** @throws WorkbenchError upload-not-found, too-many-files */
export async function createGroup(
	place: Place,
	uploads: string[],
	replaces: string | null = null
): Promise<UploadGroup> {
	const id = randomUUID();
	await mkdir(join(place.paths.staging, id), { mode: 0o700 });
	const group = { id, files: [], replaces, mapping: null, checkedIn: null };
	return addUploads(place, group, uploads);
}

/** @throws WorkbenchError upload-group-not-found */
export async function findGroup({ paths }: Place, id: string): Promise<UploadGroup> {
	const text = ID.test(id) ? await readOrNull(join(paths.staging, id, RECORD)) : null;
	if (text === null) throw new WorkbenchError('upload-group-not-found');
	return JSON.parse(text);
}

/** The groups that wait to be imported. */
export async function listGroups(place: Place): Promise<UploadGroup[]> {
	const ids = (await readdir(place.paths.staging)).filter((name) => ID.test(name));
	const found = ids.map((id) => orMissing(findGroup(place, id), 'upload-group-not-found'));
	return (await Promise.all(found)).filter((group) => group !== null);
}

/** The uploads of a group that are still there, in its order. */
export async function uploadsOf(place: Place, { files }: UploadGroup): Promise<Upload[]> {
	const found = files.map(({ upload }) => {
		return orMissing(findUpload(place, upload), 'upload-not-found');
	});
	return (await Promise.all(found)).filter((upload) => upload !== null);
}

/**
 * Adds uploads to a group. A mapping knows files by their names, so one that comes with the name of another gets a number.
 *
 * @throws WorkbenchError upload-not-found, too-many-files
 */
export async function addUploads(
	place: Place,
	group: UploadGroup,
	uploads: string[]
): Promise<UploadGroup> {
	const added = [...new Set(uploads)].filter((id) => {
		return !group.files.some(({ upload }) => upload === id);
	});
	if (group.files.length + added.length > MOST_FILES) {
		throw new WorkbenchError('too-many-files', { files: MOST_FILES });
	}
	const taken = new Set((await uploadsOf(place, group)).map(({ name }) => name));
	for (const id of added) {
		const { name } = await findUpload(place, id);
		const free = freeName(name, taken);
		if (free !== name) await nameUpload(place, id, free);
		taken.add(free);
	}
	const files = [...group.files, ...added.map((upload) => ({ upload, role: null }))];
	return keepGroup(place, { ...group, files, checkedIn: null });
}

/** Takes a file out of a group and forgets it. */
export async function dropUpload(
	place: Place,
	group: UploadGroup,
	upload: string
): Promise<UploadGroup> {
	const files = group.files.filter((each) => each.upload !== upload);
	const kept = await keepGroup(place, { ...group, files, checkedIn: null });
	await discardUpload(place, upload);
	return kept;
}

/** Writes a group down as it is now. */
export async function keepGroup(place: Place, group: UploadGroup): Promise<UploadGroup> {
	await writeDurably(join(place.paths.staging, group.id, RECORD), JSON.stringify(group));
	return group;
}

/** Forgets a group with its files. */
export async function discardGroup(place: Place, group: UploadGroup): Promise<void> {
	for (const { id } of await uploadsOf(place, group)) await discardUpload(place, id);
	await rm(join(place.paths.staging, group.id), { recursive: true, force: true });
}

/** @example freeName('leads.csv', new Set(['leads.csv'])) // 'leads (2).csv' */
function freeName(name: string, taken: Set<string>): string {
	const dot = name.indexOf('.', 1);
	const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
	let free = name;
	for (let n = 2; taken.has(free); n++) free = `${stem} (${n})${ending}`;
	return free;
}
