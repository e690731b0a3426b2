import { join } from 'node:path';
import { EMPTY_RECORD, type LeakageRecord } from '#lib/domain/leakage/leakage-record.ts';
import type { AuditEntry } from './audit-log.ts';
import { datasetManifest } from './datasets.ts';
import type { Workspace } from './workspace.ts';
import { readOrNull } from './read-or-null.ts';
import { writeDurably } from './write-durably.ts';

type Place = Pick<Workspace, 'paths' | 'audit'>;

/** What is thought of the columns of a dataset. @throws WorkbenchError dataset-not-found */
export async function readLeakage({ paths }: Place, dataset: string): Promise<LeakageRecord> {
	await datasetManifest({ paths }, dataset);
	const text = await readOrNull(pathOf(paths, dataset));
	return text === null ? EMPTY_RECORD : (JSON.parse(text) as LeakageRecord);
}

/**
 * Changes the record of a dataset, one change after the other; where it changes anything it is written durably, then noted
 * in the audit log.
 *
 * @param change - of the record as it stands when its turn has come
 * @param note - what the audit log is to say; nothing where it is left out
 * @throws WorkbenchError dataset-not-found
 */
export function changeLeakage(
	place: Place,
	dataset: string,
	change: (record: LeakageRecord) => LeakageRecord,
	note?: Omit<AuditEntry, 'dataset'>
): Promise<LeakageRecord> {
	const turn = (turns.get(dataset) ?? Promise.resolve()).then(async () => {
		const before = await readLeakage(place, dataset);
		const after = change(before);
		if (JSON.stringify(after) === JSON.stringify(before)) return before;
		await writeDurably(pathOf(place.paths, dataset), `${JSON.stringify(after, null, '\t')}\n`);
		if (note) await place.audit.append({ ...note, dataset });
		return after;
	});
	const settled = turn.then(
		() => {},
		() => {}
	);
	turns.set(dataset, settled);
	void settled.then(() => {
		if (turns.get(dataset) === settled) turns.delete(dataset);
	});
	return turn;
}

/** Changes of each dataset that have not ended yet. */
const turns = new Map<string, Promise<void>>();

function pathOf({ datasets }: Workspace['paths'], dataset: string): string {
	return join(datasets, dataset, 'leakage.json');
}
