import type { AuditEntry } from './audit-log.ts';
import { readOrNull } from './read-or-null.ts';
import type { Workspace } from './workspace.ts';

/** That a lead was erased, never of whom. */
export interface ErasureRecord {
	/** ISO 8601 UTC. */
	at: string;
	/** Id of the dataset as it was afterwards. */
	dataset: string;
	leads: number;
	/** Rejected rows whose text went. */
	rejects: number;
}

/** What the audit log says of erased leads, the latest first. */
export async function listErasures({ audit }: Pick<Workspace, 'audit'>): Promise<ErasureRecord[]> {
	const text = (await readOrNull(audit.path)) ?? '';
	return text
		.split('\n')
		.filter((line) => line.includes('"lead-erased"'))
		.flatMap((line) => {
			const { at, action, dataset, facts } = entryOf(line) ?? {};
			if (action !== 'lead-erased' || !at || !dataset) return [];
			return [{ at, dataset, leads: Number(facts?.leads), rejects: Number(facts?.rejects) }];
		})
		.reverse();
}

/** A line that a crash has cut is none. */
function entryOf(line: string): AuditEntry | null {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}
