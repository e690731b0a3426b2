import { join } from 'node:path';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { NamedRecords, type NamedRecord } from './named-records.ts';
import type { Workspace } from './workspace.ts';

/** An address of the workbench somebody has given a name: a page with everything that changes its numbers. */
export interface SavedView extends NamedRecord {
	/** Path and query, never of another place. */
	address: string;
	/** What somebody wants to remember of it; may be empty. */
	note: string;
	/** The dataset the address names, null where it names none. One that was loaded anew is found again by its name. */
	dataset: { id: string; name: string } | null;
}

type Place = Pick<Workspace, 'paths'>;

/** The datasets there are. */
type Present = readonly { id: string; name: string }[];

/** Nowhere: what is no path leads away from it. */
const BASE = 'http://workbench.invalid';
const LONGEST_NOTE = 500;
const LONGEST_ADDRESS = 4_000;

/**
 * Keeps an address under a name, for its owner alone; one of the same name is replaced.
 *
 * @returns its id
 * @throws WorkbenchError `view-name`, `view-address`
 */
export async function saveView(
	place: Place,
	{ name, note, address, savedAt }: Pick<SavedView, 'name' | 'note' | 'address' | 'savedAt'>,
	present: Present
): Promise<string> {
	const own = ownAddress(address);
	if (own === null) throw new WorkbenchError('view-address');
	const id = datasetIn(own);
	const known = present.find((each) => each.id === id);
	const dataset = known ? { id: known.id, name: known.name } : null;
	const kept = note.replace(/\p{Cc}/gu, ' ').trim();
	const shown = name.replace(/\p{Cc}/gu, ' ');
	return recordsOf(place).save({
		name: shown,
		note: kept.slice(0, LONGEST_NOTE),
		address: own,
		dataset,
		savedAt
	});
}

/** Every saved view with its id, the newest first. */
export async function listViews(
	place: Place,
	present: Present
): Promise<(SavedView & { id: string })[]> {
	const views = await recordsOf(place).list();
	return views.flatMap((view) => {
		const address = ownAddress(view.address);
		return address === null ? [] : [{ ...view, address: inPresent(address, view, present) }];
	});
}

/** @throws WorkbenchError `view-not-found` */
export function deleteView(place: Place, id: string): Promise<void> {
	return recordsOf(place).delete(id);
}

/** Forgets views that name a lead: by its id as the value of a filter, by its e-mail address anywhere. */
export async function forgetViewsOf(
	place: Place,
	{ lead, email }: { lead?: string; email?: string }
): Promise<number> {
	const [id, address] = [lead, email].map((text) => text?.trim().toLowerCase() || null);
	const views = (await recordsOf(place).list()).filter((view) => {
		const own = ownAddress(view.address);
		const values = own === null ? [view.address] : [...new URL(own, BASE).searchParams.values()];
		const filtered = values.map((value) => value.slice(value.indexOf(':') + 1).toLowerCase());
		const texts = [view.name, view.note, ...values].join('\n').toLowerCase();
		return (id !== null && filtered.includes(id)) || (address !== null && texts.includes(address));
	});
	for (const { id: view } of views) await deleteView(place, view);
	return views.length;
}

/**
 * A path of this workbench with its query, as it is to be kept; null for anything that leads elsewhere.
 *
 * @example ownAddress('/funnel?from=2026-01-01&lang=de') // '/funnel?from=2026-01-01'
 * @example ownAddress('//elsewhere.example/') // null
 */
export function ownAddress(text: string): string | null {
	if (text.length > LONGEST_ADDRESS || !/^\/(?![/\\])[^\p{Cc}\s\\#]*$/u.test(text)) return null;
	if (!URL.canParse(text, BASE)) return null;
	const { origin, pathname, searchParams } = new URL(text, BASE);
	if (origin !== BASE || !/^\/([a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*)?$/i.test(pathname)) {
		return null;
	}
	if (/^\/(api|_app)(\/|$)/.test(pathname)) return null;
	for (const key of ['lang', 'theme']) searchParams.delete(key);
	return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}

function datasetIn(address: string): string | null {
	return new URL(address, BASE).searchParams.get('dataset');
}

/** The address with the dataset that now has the name of the one it was saved with. */
function inPresent(address: string, { dataset }: SavedView, present: Present): string {
	if (!dataset || present.some(({ id }) => id === dataset.id)) return address;
	const same = present.find(({ name }) => name === dataset.name);
	return same ? address.replaceAll(dataset.id, same.id) : address;
}

function recordsOf({ paths }: Place): NamedRecords<SavedView> {
	return new NamedRecords<SavedView>({
		folder: join(paths.home, 'views'),
		isWhole: ({ address, note }) => typeof address === 'string' && typeof note === 'string',
		codes: { name: 'view-name', missing: 'view-not-found' }
	});
}
